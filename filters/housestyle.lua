-- Warn where an essay does not write as the house does. Nothing is changed: an editor decides.
--
--     filters:
--       - path: housestyle
--         options:
--           instead: {Asian Pacific: Asia-Pacific, utilise: use}
--
-- Words are found whatever their case and the punctuation around them, never inside quotations.

local options = gloss.declare {
  instead = {},   -- what is not written here, and what is written instead
}

-- The words of a phrase in lower case.
local function words_of(text)
  local words = pandoc.List {}
  for word in pandoc.text.lower(text):gmatch("%S+") do words:insert(word) end
  return words
end

-- Phrases by their first word, so that most words of an essay are looked up once and passed over.
local by_first_word = {}
for found, better in pairs(options.instead) do
  local words = words_of(found)
  local phrases = by_first_word[words[1]] or pandoc.List {}
  phrases:insert { words = words, found = found, better = better }
  by_first_word[words[1]] = phrases
end

-- "“Utilise," is the word utilise.
local function bare(text)
  return (pandoc.text.lower(text):gsub("^[%p“‘«]+", ""):gsub("[%p”’»]+$", ""))
end

-- Whether the words of the phrase stand from place i on; words stand at every other place.
local function stands_at(inlines, i, words)
  for n, word in ipairs(words) do
    local inline = inlines[i + 2 * (n - 1)]
    if inline == nil or inline.t ~= "Str" or bare(inline.text) ~= word then return false end
  end
  return true
end

local function check(inlines)
  for i, inline in ipairs(inlines) do
    local phrases = inline.t == "Str" and by_first_word[bare(inline.text)] or {}
    for _, phrase in ipairs(phrases) do
      if stands_at(inlines, i, phrase.words) then
        gloss.warn(inline, ('the house writes "%s" for "%s"'):format(phrase.better, phrase.found))
      end
    end
  end
end

-- From the top, so that quotations can be left out.
return { {
  traverse = "topdown",
  BlockQuote = function() return nil, false end,
  Quoted = function() return nil, false end,
  Inlines = check,
} }
