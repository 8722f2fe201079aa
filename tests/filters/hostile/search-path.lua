-- filter-refused: Lua's list of places to load from
package.searchers(1)
