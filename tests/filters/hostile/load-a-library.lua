-- filter-refused: machine code
package.loadlib("libc.so.6", "*")
