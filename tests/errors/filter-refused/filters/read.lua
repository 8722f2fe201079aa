function Pandoc(doc)
  io.open("/etc/hostname")
end
