-- The examples of gloss-filter(7) give what they say, and each function has one. examples.sh runs this as a filter of
-- a small project, with the page among the files that it may read.
--
-- An example is `.Dl CODE --> RESULT`, or a `.Bd -literal` in which a line is that, or has `--> RESULT` below it.
-- The result is what tostring gives, or `error: ` and a part of the message. What stands below `.It Fn NAME` is an
-- example of that function if the name is in it.

local page = "pages/gloss-filter.7"
local tried = 0

local function fault(line, text)
  print(("fault: %s: %s"):format(line, (text:gsub("\n", " | "))))
end

-- What roff makes of a line.
local signs = { ["\\(dq"] = '"', ["\\(aq"] = "'", ["\\(em"] = "—", ["\\e"] = "\\", ["\\&"] = "", ["\\-"] = "-" }
local function unroff(text)
  return (text:gsub("\\%(..", signs):gsub("\\[^(]", signs))
end

local function check(line, give, wanted)
  tried = tried + 1
  local ok, given = pcall(function() return tostring((give())) end)
  local message = wanted:match "^error: (.*)"
  if ok and given ~= wanted then
    fault(line, "gives " .. given)
  elseif not ok and not (message and given:find(message, 1, true)) then
    fault(line, "ends in the error " .. given)
  end
end

-- The line in which the expression begins that ends in line `last`.
local function begin_of(code, last)
  for first = last, 1, -1 do
    if load("return " .. table.concat(code, "\n", first, last)) then return first end
  end
  return last
end

-- The lines of an example as the lines of a program in which `check` gets each expression and its result.
local function program(lines)
  local code, results, last = {}, {}, 0
  for i, line in ipairs(lines) do
    local expression, result = line:match "^(.-)%s*%-%-> ?(.*)$"
    code[i] = expression or line
    if expression == "" and results[last] then
      results[last] = results[last] .. "\n" .. result
    elseif expression then
      last = expression == "" and i - 1 or i
      results[last] = result
    else
      last = 0
    end
  end
  for i, result in pairs(results) do
    local first = begin_of(code, i)
    code[first] = "check(" .. i .. ", function() return " .. code[first]
    code[i] = code[i] .. (" end, %q)"):format(result):gsub("\\\n", "\\n")
  end
  return code, next(results) ~= nil
end

-- The module pandoc, which keeps the last element that each constructor has made.
local made = {}
local watched = setmetatable({}, { __index = function(_, name)
  local member = pandoc[name]
  if type(member) ~= "function" or not name:find "^%u" then return member end
  return function(...)
    made["pandoc." .. name] = member(...)
    return made["pandoc." .. name]
  end
end })

-- Try the lines of an example, the first of which is line `first` of the page; false where it promises nothing.
local function try(lines, first, document)
  local code, promises = program(lines)
  if not promises then return false end
  local globals = { doc = document, pandoc = watched, check = function(line, ...) check(line + first - 1, ...) end }
  local text = ("\n"):rep(first - 1) .. table.concat(code, "\n")
  local run, message = load(text, "=line", "t", setmetatable(globals, { __index = _G }))
  if not run then
    fault(first, message)
    return true
  end
  local ok, raised = pcall(run)
  if not ok then fault(first, tostring(raised)) end
  return true
end

-- ---- which functions there are ----

-- Names are written with dots here, those of methods too.
local function add_functions(names, path, members)
  for name, member in pairs(members) do
    if type(name) == "string" and type(member) == "function" and not name:find "^__" then
      names[path .. "." .. name] = member
    end
  end
end

-- The constructors are told once, not in pandoc.Block and pandoc.Inline too.
local told_elsewhere = { ["pandoc.Block"] = true, ["pandoc.Inline"] = true }
local list_types = { List = pandoc.List, Inlines = pandoc.Inlines, Blocks = pandoc.Blocks }

local function add_modules(names, path, members, seen)
  if seen[members] then return end
  seen[members] = true
  add_functions(names, path, members)
  for name, member in pairs(members) do
    local below = path .. "." .. name
    if type(member) == "table" and not told_elsewhere[below] and not list_types[name] then
      add_modules(names, below, member, seen)
    end
  end
end

-- The methods of a value are looked for by name: it does not list them.
local methods = { "walk", "clone", "show", "normalize", "must_be_at_least", "read", "lines", "close", "seek", "write" }
local function add_methods(names, path, value)
  for _, name in ipairs(methods) do
    local ok, member = pcall(function() return value[name] end)
    if ok and type(member) == "function" then names[path .. "." .. name] = member end
  end
end

local function all_functions()
  local names = {}
  for path, module in pairs { pandoc = pandoc, gloss = gloss, quarto = quarto } do
    add_modules(names, path, module, {})
  end
  for name, members in pairs(list_types) do
    names["pandoc." .. name] = pandoc.Str
    add_functions(names, name, members)
  end
  for name, member in pairs(pandoc.List) do -- what Inlines and Blocks have of List is told there
    for _, other in ipairs { "Inlines.", "Blocks." } do
      if names[other .. name] == member then names[other .. name] = nil end
    end
  end
  add_methods(names, "el", pandoc.Str "")
  add_methods(names, "attr", pandoc.Attr())
  add_methods(names, "listattributes", pandoc.ListAttributes())
  add_methods(names, "citation", pandoc.Citation("", "NormalCitation"))
  add_methods(names, "simpletable", pandoc.SimpleTable("", {}, {}, {}, {}))
  add_methods(names, "version", PANDOC_VERSION)
  add_methods(names, "file", io.open(page))
  add_functions(names, "io", io)
  for _, name in ipairs { "require", "dofile", "loadfile", "print", "warn" } do names[name] = _G[name] end
  return names
end

-- ---- the page ----

-- The functions of each `.It` that the line is below, from the outermost in: a list of lists of names.
local shown, items, after_item = {}, {}, false
local told = {} -- what is said below the `.It` of a function, its own line first

local function follow_items(line)
  if line:find "^%.S[hs] " then items = {} end
  if line:find "^%.Bl " then items[#items + 1] = {} end
  if line:find "^%.El" then items[#items] = nil end
  local is_item = line:find "^%.It " ~= nil
  if is_item then
    if not after_item then items[#items] = {} end
    for name in line:gmatch "Fn ([%w_.:]+)" do table.insert(items[#items], (name:gsub(":", "."))) end
  end
  after_item = is_item
  for _, names in ipairs(items) do
    for _, name in ipairs(names) do told[name] = (told[name] or "") .. line .. "\n" end
  end
end

local function has_word(text, word) return text:find("%f[%w_]" .. word .. "%f[^%w_]") ~= nil end

-- An example is one of the functions that it is below and that are named in it.
local function note_shown(lines)
  local text = table.concat(lines, "\n")
  for _, names in ipairs(items) do
    for _, name in ipairs(names) do
      if has_word(text, name:match "[%w_]+$") then shown[name] = true end
    end
  end
end

-- The displays of the page: their lines as they are printed, the first one's number, and whether they are files.
local function displays()
  local number, display, file = 0, nil, false
  local lines = io.lines(page)
  return function()
    for line in lines do
      number = number + 1
      local one = line:match "^%.Dl (.*)"
      if not display then follow_items(line) end
      if one and one:find '%f[^%s]"' then
        fault(number, "a quotation mark at the beginning of a word is \\(dq in .Dl")
      elseif one then
        return { unroff(one) }, number, false
      elseif line:find '^%.\\" [a-z]+ ' then
        file = true
      elseif line:find "^%.Bd %-literal" then
        display = {}
      elseif display and line == ".Ed" then
        local whole, was_file = display, file
        display, file = nil, false
        return whole, number - #whole, was_file
      elseif display then
        display[#display + 1] = unroff(line)
      end
    end
  end
end

-- The fields of the elements that the examples have made are told of where their constructors are.
local function check_fields(name, value)
  for field, member in pairs(value) do
    local plain = type(field) == "string" and type(member) ~= "function" and field ~= "t" and field ~= "tag"
    if plain and not has_word(told[name] or "", field) then print("missing: " .. field .. " of " .. name) end
  end
end

function Pandoc(document)
  if gloss.page.slug ~= "lamp" then return nil end
  for lines, first, is_file in displays() do
    if not is_file then
      note_shown(lines)
      if not try(lines, first, document) then fault(first, "an example that promises nothing") end
    end
  end
  for name in pairs(all_functions()) do
    if not shown[name] then print("missing: " .. name) end
  end
  for name, value in pairs(made) do
    if type(value) == "userdata" and pcall(pairs, value) then check_fields(name, value) end
  end
  print("tried: " .. tried)
end
