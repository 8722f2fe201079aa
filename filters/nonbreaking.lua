-- Keep together what must not be parted at the end of a line: a number and its unit (10 km), "Figure" and
-- its number, "p. 12", and a person's initials and name (J. R. Doe).
--
--     filters:
--       - path: nonbreaking
--         options: {units: [km, t], before: [Figure, Table, p.]}

local options = gloss.declare {
  -- what may follow a number
  units = { "km", "m", "cm", "mm", "nm", "NM", "kg", "g", "t", "s", "ms", "h", "Hz", "kHz", "MHz", "GHz",
            "kW", "MW", "V", "K", "°C", "%", "‰", "million", "billion", "percent" },
  -- what may stand before a number
  before = { "Figure", "Figures", "Fig.", "Table", "Tables", "Chapter", "Section", "Article", "Note",
             "No.", "no.", "p.", "pp.", "vol.", "§", "§§", "c.", "ca." },
}

-- A list as a set, to look words up in.
local function set(list)
  local words = {}
  for _, word in ipairs(list) do words[word] = true end
  return words
end

local units, before = set(options.units), set(options.before)

-- "10", "1,700", "3.5", "−20", also behind an opening bracket or quotation mark.
local function is_number(text)
  return text:find("^[%(%[“‘]*[-−]?%d[%d.,]*$") ~= nil
end

-- The word without the punctuation that follows it: "km," is still a unit.
local function bare(text)
  return (text:gsub("[,;:.!?%)%]”’]+$", ""))
end

local function is_initial(text)
  return text:find("^[%(%[“‘]*%u%.$") ~= nil
end

-- Whether a line must not end between these two words.
local function belong_together(left, right)
  return is_number(left) and (units[right] or units[bare(right)])
    or before[left:gsub("^[%(%[]+", "")] and right:find("^%d")
    or is_initial(left) and right:find("^%u")
end

function Inlines(inlines)
  for i = 2, #inlines - 1 do
    local left, gap, right = inlines[i - 1], inlines[i], inlines[i + 1]
    if gap.t == "Space" and left.t == "Str" and right.t == "Str"
      and belong_together(left.text, right.text) then
      inlines[i] = pandoc.Str "\u{a0}"
    end
  end
  return inlines
end
