-- The examples of gloss-filter(7) give what they say. examples.sh runs this as a filter of a small project, with the
-- page among the files that it may read.
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

-- The lines of an example as the lines of a program, and the results with the lines that they are of.
local function program(lines)
  local code, results, last = {}, {}, nil
  for i, line in ipairs(lines) do
    local expression, result = line:match "^(.-)%s*%-%-> ?(.*)$"
    code[i] = expression or line
    if expression == "" and results[last] then
      results[last] = results[last] .. "\n" .. result
    elseif expression then
      last = expression == "" and i - 1 or i
      results[last] = result
    else
      last = nil
    end
  end
  for i, result in pairs(results) do
    code[i] = ("check(%d, function() return %s end, %q)"):format(i, code[i], result):gsub("\\\n", "\\n")
  end
  return code, next(results) ~= nil
end

-- Try the lines of an example, the first of which is line `first` of the page; false where it promises nothing.
local function try(lines, first)
  local code, promises = program(lines)
  if not promises then return false end
  local globals = { check = function(line, ...) check(line + first - 1, ...) end }
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

-- The displays of the page: their lines as they are printed, the first one's number, and whether they are files.
local function displays()
  local number, display, file = 0, nil, false
  local lines = io.lines(page)
  return function()
    for line in lines do
      number = number + 1
      local one = line:match "^%.Dl (.*)"
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

function Pandoc()
  if gloss.page.slug ~= "lamp" then return nil end
  for lines, first, is_file in displays() do
    if not is_file and not try(lines, first) then fault(first, "an example that promises nothing") end
  end
  print("tried: " .. tried)
end
