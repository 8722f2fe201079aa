-- filter-refused: a file above the filter's folder
require("../secret")
