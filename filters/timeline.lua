-- Make a page of the events that the essays name, in the order of their dates. An essay names them in its
-- front matter, each perhaps with the id of the heading that tells of it:
--
--     extra:
--       events:
--         - {date: 1904-02-08, text: "The first lamp is lit.", at: the-lamp}
--
--     filters:
--       - glossary
--       - {path: timeline, options: {title: Chronology, slug: chronology}}
--
-- Essays and the menu lead to the page by its address, /chronology/.

local options = gloss.declare {
  scope = "site",   -- Site is called once, when all essays have been read
  slug = "timeline",
  title = "Timeline",
}

-- The events of all pages; those of one day in the order of the pages.
local function events_of(pages)
  local events = pandoc.List {}
  for _, page in ipairs(pages) do
    for _, event in ipairs(page.extra.events or {}) do
      local target = event.at and page.url .. "#" .. event.at or page.url
      events:insert { date = event.date, text = event.text, link = pandoc.Link(page.title, target), place = #events }
    end
  end
  events:sort(function(a, b)
    if a.date == b.date then return a.place < b.place end
    return a.date < b.date
  end)
  return events
end

function Site(site)
  local items = events_of(site.pages):map(function(event)
    return { event.date, { pandoc.Plain(pandoc.Inlines(event.text) .. { pandoc.Space(), event.link }) } }
  end)
  if #items == 0 then return nil end
  return { slug = options.slug, title = options.title, blocks = { pandoc.DefinitionList(items) } }
end
