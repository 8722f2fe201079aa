-- options of readers and writers have pandoc's defaults: same
function Para()
  local told = {}
  for _, name in ipairs { "columns", "tab_stop", "standalone", "strip_comments", "track_changes", "default_image_extension" } do
    if name ~= "columns" then told[#told + 1] = name .. " " .. tostring(PANDOC_READER_OPTIONS[name]) end
  end
  for _, name in ipairs { "cite_method", "columns", "dpi", "email_obfuscation", "html_math_method", "html_q_tags", "identifier_prefix",
    "incremental", "listings", "number_sections", "prefer_ascii", "reference_links", "reference_location", "section_divs",
    "setext_headers", "slide_level", "tab_stop", "table_of_contents", "template", "toc_depth", "top_level_division", "wrap_text" } do
    told[#told + 1] = name .. " " .. tostring(PANDOC_WRITER_OPTIONS[name])
  end
  local own = pandoc.WriterOptions { columns = 60, toc_depth = 2 }
  return pandoc.CodeBlock(table.concat(told, "\n") .. own.columns .. own.toc_depth .. own.tab_stop
    .. pandoc.ReaderOptions({ tab_stop = 8 }).tab_stop .. #PANDOC_WRITER_OPTIONS.number_offset)
end
