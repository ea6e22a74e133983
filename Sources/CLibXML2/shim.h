#include <libxml/xmlversion.h>
// Where libxml2 is built with ICU its headers bring in ICU's, which are not those Swift brings. Only the inside of encoding
// handlers depends on it, and none is touched here.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
