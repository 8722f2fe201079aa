-- filter-refused: a file by its whole path
require("/etc/passwd")
