-- Link the terms of the glossary where they occur.
--
-- Which occurrences are linked (the first in a section, on a page, or all), where (headings, code and
-- quotations are left alone) and which terms are skipped is said in gloss.yaml and in front matter under
-- `glossary:`. Copy this file to filters/glossary.lua of your project to do it your own way.

function Pandoc(doc)
  doc.blocks = gloss.link_terms(doc.blocks)
  return doc
end
