#include "xml/name.h"

#include <libxml/chvalid.h>
#include <libxml/uri.h>

bool name_may_begin(uint32_t code)
{
    return code == '_' || xmlIsBaseCharQ(code) || xmlIsIdeographicQ(code);
}

bool name_may_hold(uint32_t code)
{
    return name_may_begin(code) || code == '-' || code == '.' || xmlIsDigitQ(code)
        || xmlIsCombiningQ(code) || xmlIsExtenderQ(code);
}

bool url_is_valid(const char *url)
{
    xmlURIPtr uri = xmlParseURI(url);
    bool valid = uri != NULL;
    xmlFreeURI(uri);
    return valid;
}
