-- the ways of writing a day that normalize_date knows: same
local days = {
  "2020-01-02", "02 Feb 2020", "2 Feb 2020", "Feb. 3, 2020", "Feb. 13, 2020", "Feb 3, 2020", "February 3, 2020", "02/03/2020",
  "2/3/2020", "February 3 2020", "3 February 2020", "13 february 2020", "20200102", "202002", "2020", "Jan 2020", "2020-1-2",
  "x", "", " 2020-01-02 ", "12/31/99", "12/31/20", "31.12.1999", "2020-02", "2020-02-30", "2019-02-29", "2020-02-29", "1900-02-29",
  "2000-02-29", "1600-01-01", "1601-01-01", "2020-13-01", "20201301", "May. 3, 2020", "3 May 2020", "03 May 2020", "99991231",
  "2020-01-02x", "00/10/2020", "September 30, 2020", "Sep. 31, 2020",
}
function Para()
  local seen = {}
  for i, day in ipairs(days) do seen[i] = day .. "=" .. tostring(pandoc.utils.normalize_date(day)) end
  return pandoc.CodeBlock(table.concat(seen, "\n"))
end
