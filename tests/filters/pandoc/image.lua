-- what pictures say of themselves: 3.x
local format, size = pandoc.image.format, pandoc.image.size
local function shows(image, of, width, height, dpi)
  local s = size(image)
  assert(format(image) == of and s.width == width and s.height == height, of .. s.width .. "x" .. s.height)
  assert(s.dpi_horz == dpi and s.dpi_vert == dpi, of .. s.dpi_horz)
end
local png = "\x89PNG\r\n\x1a\n" .. string.pack(">I4c4I4I4c5I4", 13, "IHDR", 30, 20, "\8\0\0\0\0", 0)
shows(png, "png", 30, 20, 72)
shows(png .. string.pack(">I4c4I4I4BI4", 9, "pHYs", 11811, 11811, 1, 0) .. ("\0"):rep(12), "png", 30, 20, 300)
shows("GIF89a" .. string.pack("<I2I2", 7, 5), "gif", 7, 5, 72)
local jfif = "\xff\xd8\xff\xe0" .. string.pack(">I2c5I2BI2I2I2", 16, "JFIF\0", 258, 1, 150, 150, 0)
local frame = "\xff\xc0" .. string.pack(">I2BI2I2B", 11, 8, 40, 60, 1) .. "\0\0\0"
shows(jfif .. frame, "jpeg", 60, 40, 150)
shows('<?xml version="1.0"?>\n<svg xmlns="x" width="12" height="8.0px"/>', "svg", 12, 8, 96)
shows("<svg height='1in' width='2.54cm'></svg>", "svg", 96, 96, 96)
shows('<svg viewBox="0 0 30 20" stroke-width="4"></svg>', "svg", 30, 20, 96)
assert(size('<svg width="1in" height="2in"/>', { dpi = 72 }).height == 144)
assert(format "%PDF-1.7" == "pdf" and format "%!PS" == "eps" and format "II*\0" == "tiff" and format "RIFF....WEBPVP8" == "webp")
assert(format "lamp" == nil and format "" == nil)
for _, bad in ipairs { "lamp", "%PDF-1.7", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xff\xff\xff", "<svg/>", '<svg width="50%"/>', "GIF8" } do
  assert(not pcall(size, bad), bad)
end
