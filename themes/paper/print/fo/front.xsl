<?xml version="1.0" encoding="UTF-8"?>
<!-- What the info says: the title block, and what stands after the text. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<xsl:variable name="info" select="/*/d:info"/>
<xsl:variable name="title" select="($info/d:title | /*/d:title)[1]"/>
<xsl:variable name="subtitle" select="($info/d:subtitle | /*/d:subtitle)[1]"/>
<xsl:variable name="title-text"><xsl:apply-templates select="$title" mode="plain"/></xsl:variable>
<xsl:variable name="subtitle-text"><xsl:apply-templates select="$subtitle" mode="plain"/></xsl:variable>
<xsl:variable name="people" select="$info/d:author | $info/d:editor | $info/d:othercredit | $info/d:authorgroup/*"/>
<xsl:variable name="keywords" select="$info/d:keywordset/d:keyword"/>
<xsl:variable name="published" select="normalize-space(($info/d:pubdate | $info/d:date[not(@role = 'updated')])[1])"/>
<xsl:variable name="updated" select="normalize-space($info/d:date[@role = 'updated'])"/>
<xsl:variable name="document-date"><xsl:value-of select="$updated"/><xsl:if test="$updated = ''"><xsl:value-of select="$published"/></xsl:if></xsl:variable>
<xsl:variable name="page-address" select="normalize-space($info/d:biblioid[@class = 'uri'])"/>
<xsl:variable name="doi-address">
  <xsl:variable name="doi" select="normalize-space($info/d:biblioid[@class = 'doi'])"/>
  <xsl:choose>
    <xsl:when test="starts-with($doi, 'http')"><xsl:value-of select="$doi"/></xsl:when>
    <xsl:when test="$doi != ''">https://doi.org/<xsl:value-of select="$doi"/></xsl:when>
  </xsl:choose>
</xsl:variable>

<!-- Everything that an info may hold. The rest is refused, as everywhere. -->
<xsl:variable name="known-in-info"> title subtitle titleabbrev author authorgroup editor othercredit pubdate date abstract keywordset copyright legalnotice biblioid bibliosource bibliorelation biblioset releaseinfo annotation publisher publishername volumenum issuenum seriesvolnums revhistory subjectset cover </xsl:variable>

<xsl:template name="check-info">
  <xsl:if test="$title-text = ''"><xsl:call-template name="stop"><xsl:with-param name="why">the document has no title</xsl:with-param></xsl:call-template></xsl:if>
  <xsl:for-each select="$info/*[not(contains($known-in-info, concat(' ', local-name(), ' ')))]">
    <xsl:call-template name="stop"><xsl:with-param name="why">the print layer has no rule for &lt;<xsl:value-of select="local-name()"/>> in the document's info</xsl:with-param></xsl:call-template>
  </xsl:for-each>
</xsl:template>

<!-- ==== people ==== -->

<xsl:template name="person-name">
  <xsl:variable name="parts" select="d:personname/*[not(@role = 'native')]"/>
  <xsl:choose>
    <xsl:when test="$parts"><xsl:for-each select="$parts"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="normalize-space()"/></xsl:for-each></xsl:when>
    <xsl:otherwise><xsl:value-of select="normalize-space(d:personname | d:orgname)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Surname first, where the file says which it is. -->
<xsl:template name="inverted-name">
  <xsl:choose>
    <xsl:when test="d:personname/d:surname">
      <xsl:value-of select="normalize-space(d:personname/d:surname)"/>
      <xsl:for-each select="d:personname/*[self::d:firstname or self::d:givenname or self::d:othername][not(@role = 'native')]">
        <xsl:if test="position() = 1">,</xsl:if>
        <xsl:value-of select="concat(' ', normalize-space())"/>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="person-name"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="person">
  <fo:block space-before="10pt" font-size="11.5pt">
    <xsl:call-template name="person-name"/>
    <xsl:for-each select="d:personname/*[@role = 'native']"><xsl:value-of select="concat(' ', normalize-space())"/></xsl:for-each>
    <xsl:variable name="role">
      <xsl:choose>
        <xsl:when test="self::d:editor"><xsl:call-template name="word"><xsl:with-param name="name" select="'editor'"/></xsl:call-template></xsl:when>
        <xsl:when test="@class = 'translator' or @role = 'translator'"><xsl:call-template name="word"><xsl:with-param name="name" select="'translator'"/></xsl:call-template></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$role != ''"><fo:inline color="{$soft-ink}"> (<xsl:value-of select="$role"/>)</fo:inline></xsl:if>
  </fo:block>
  <xsl:if test="d:affiliation">
    <fo:block xsl:use-attribute-sets="small" color="{$soft-ink}">
      <xsl:for-each select="d:affiliation"><xsl:if test="position() > 1">, </xsl:if><xsl:apply-templates select="." mode="plain"/></xsl:for-each>
    </fo:block>
  </xsl:if>
  <xsl:if test="d:email | d:uri">
    <fo:block xsl:use-attribute-sets="small" color="{$soft-ink}">
      <xsl:for-each select="d:email | d:uri">
        <xsl:variable name="words" select="normalize-space()"/>
        <xsl:if test="position() > 1"><xsl:text>&#x2002;</xsl:text></xsl:if>
        <xsl:call-template name="address">
          <xsl:with-param name="to"><xsl:choose><xsl:when test="self::d:email">mailto:<xsl:value-of select="$words"/></xsl:when><xsl:when test="@xlink:href"><xsl:value-of select="@xlink:href"/></xsl:when><xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise></xsl:choose></xsl:with-param>
          <xsl:with-param name="words"><xsl:choose><xsl:when test="contains($words, '://')"><xsl:value-of select="substring-after($words, '://')"/></xsl:when><xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise></xsl:choose></xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
    </fo:block>
  </xsl:if>
</xsl:template>

<!-- ==== the top of the first page ==== -->

<xsl:template name="short-rule">
  <fo:block line-height="1pt" font-size="1pt" text-align="start"><fo:leader leader-pattern="rule" leader-length="22mm" rule-thickness="0.6pt" color="{$rubric}"/></fo:block>
</xsl:template>

<xsl:template name="front">
  <xsl:call-template name="check-info"/>
  <fo:block xsl:use-attribute-sets="ragged" space-before="9mm" space-before.conditionality="retain">
    <fo:block role="H1" font-size="23pt" line-height="1.15"><xsl:apply-templates select="$title" mode="front"/></fo:block>
    <xsl:if test="$subtitle"><fo:block font-size="14pt" font-style="italic" color="{$soft-ink}" space-before="6pt"><xsl:apply-templates select="$subtitle" mode="front"/></fo:block></xsl:if>
    <xsl:for-each select="$people"><xsl:call-template name="person"/></xsl:for-each>
    <xsl:if test="$published != '' or $updated != ''">
      <fo:block xsl:use-attribute-sets="small" color="{$soft-ink}" space-before="8pt">
        <xsl:call-template name="long-date"><xsl:with-param name="iso" select="$published"/></xsl:call-template>
        <xsl:if test="$updated != '' and $updated != $published">
          <xsl:if test="$published != ''"> · </xsl:if>
          <xsl:call-template name="word"><xsl:with-param name="name" select="'updated'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="long-date"><xsl:with-param name="iso" select="$updated"/></xsl:call-template>
        </xsl:if>
      </fo:block>
    </xsl:if>
  </fo:block>
  <fo:block space-before="12pt" space-after="12pt"><xsl:call-template name="short-rule"/></fo:block>
  <xsl:if test="$part != 'notebook'">
    <xsl:for-each select="$info/d:abstract"><xsl:call-template name="abstract"/></xsl:for-each>
    <xsl:call-template name="keywords"/>
    <xsl:call-template name="contents"/>
  </xsl:if>
  <xsl:if test="$part != 'reader'"><xsl:call-template name="whole-notes"/></xsl:if>
  <fo:block space-after="12pt"/>
</xsl:template>

<!-- In a notebook the title's own note stands among the others. -->
<xsl:template match="*" mode="front">
  <xsl:choose>
    <xsl:when test="$part = 'notebook'"><xsl:apply-templates select="." mode="plain"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates/><xsl:call-template name="own-marks"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:attribute-set name="inset">
  <xsl:attribute name="start-indent">6mm</xsl:attribute>
  <xsl:attribute name="end-indent">6mm</xsl:attribute>
  <xsl:attribute name="space-after">10pt</xsl:attribute>
  <xsl:attribute name="text-indent">0pt</xsl:attribute>
</xsl:attribute-set>

<xsl:template name="abstract">
  <fo:block xsl:use-attribute-sets="inset" font-size="10pt">
    <fo:block xsl:use-attribute-sets="label-line">
      <xsl:choose>
        <xsl:when test="d:title"><xsl:apply-templates select="d:title"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="word"><xsl:with-param name="name" select="'abstract'"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info)]"/>
  </fo:block>
</xsl:template>

<xsl:template name="keywords">
  <xsl:if test="$keywords">
    <fo:block xsl:use-attribute-sets="inset" font-size="9.2pt" color="{$soft-ink}" text-align="start">
      <fo:inline font-size="8.4pt" font-weight="bold"><xsl:call-template name="word"><xsl:with-param name="name" select="'keywords'"/></xsl:call-template></fo:inline>
      <xsl:text>&#x2002;</xsl:text>
      <xsl:for-each select="$keywords"><xsl:if test="position() > 1"> · </xsl:if><xsl:value-of select="normalize-space()"/></xsl:for-each>
    </fo:block>
  </xsl:if>
</xsl:template>

<!-- Sections with their pages, where there are enough of them to look for one. -->
<xsl:template name="contents">
  <xsl:variable name="sections" select="//d:section[not(ancestor::d:annotation)] | /*/d:glossary[d:title or d:info/d:title]"/>
  <xsl:if test="count($sections) > 2">
    <fo:block xsl:use-attribute-sets="inset" font-size="9.2pt" text-align="start" hyphenate="false">
      <fo:block xsl:use-attribute-sets="label-line"><xsl:call-template name="word"><xsl:with-param name="name" select="'contents'"/></xsl:call-template></fo:block>
      <xsl:for-each select="$sections">
        <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
        <xsl:variable name="words"><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></xsl:variable>
        <fo:block start-indent="{6 + 4 * count(ancestor::d:section)}mm" space-before="1.5pt">
          <fo:basic-link internal-destination="{$id}" fox:alt-text="{$words}">
            <xsl:value-of select="$words"/>
            <xsl:text>&#x2002;</xsl:text>
            <fo:inline color="{$soft-ink}"><fo:page-number-citation ref-id="heading.{$id}"/></fo:inline>
          </fo:basic-link>
        </fo:block>
      </xsl:for-each>
    </fo:block>
  </xsl:if>
</xsl:template>

<!-- ==== after the text ==== -->

<xsl:template name="back">
  <fo:block space-before="22pt" space-after="8pt" keep-with-next.within-page="always"><xsl:call-template name="short-rule"/></fo:block>
  <fo:block xsl:use-attribute-sets="small" text-align="start" text-indent="0pt">
    <xsl:call-template name="corrections"/>
    <xsl:call-template name="blurbs"/>
    <xsl:call-template name="entry">
      <xsl:with-param name="name" select="'cite'"/>
      <xsl:with-param name="body"><fo:block><xsl:call-template name="citation"/></fo:block></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="first-published"/>
    <xsl:if test="$page-address != ''">
      <xsl:call-template name="entry">
        <xsl:with-param name="name" select="'online'"/>
        <xsl:with-param name="body"><fo:block><xsl:call-template name="address"><xsl:with-param name="to" select="$page-address"/></xsl:call-template></fo:block></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="rights"/>
    <xsl:for-each select="$info/d:releaseinfo"><fo:block space-before="8pt"><xsl:apply-templates/></fo:block></xsl:for-each>
  </fo:block>
</xsl:template>

<xsl:template name="entry">
  <xsl:param name="name"/>
  <xsl:param name="body"/>
  <fo:block space-before="9pt">
    <fo:block xsl:use-attribute-sets="label-line"><xsl:call-template name="word"><xsl:with-param name="name" select="$name"/></xsl:call-template></fo:block>
    <xsl:copy-of select="$body"/>
  </fo:block>
</xsl:template>

<xsl:template name="corrections">
  <xsl:if test="$info/d:revhistory/d:revision">
    <xsl:call-template name="entry">
      <xsl:with-param name="name" select="'corrections'"/>
      <xsl:with-param name="body">
        <xsl:for-each select="$info/d:revhistory/d:revision">
          <fo:block>
            <xsl:call-template name="long-date"><xsl:with-param name="iso" select="d:date"/></xsl:call-template>
            <xsl:text>: </xsl:text>
            <xsl:apply-templates select="d:revremark/node()"/>
          </fo:block>
          <xsl:apply-templates select="d:revdescription/*"/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- The blurb of a person, after the name where it does not say that itself. -->
<xsl:template name="blurbs">
  <xsl:variable name="count" select="count($people/d:personblurb)"/>
  <xsl:if test="$count > 0">
    <xsl:call-template name="entry">
      <xsl:with-param name="name"><xsl:choose><xsl:when test="$count = 1">about-author</xsl:when><xsl:otherwise>about-authors</xsl:otherwise></xsl:choose></xsl:with-param>
      <xsl:with-param name="body">
        <xsl:for-each select="$people/d:personblurb">
          <xsl:variable name="name"><xsl:for-each select=".."><xsl:call-template name="person-name"/></xsl:for-each></xsl:variable>
          <xsl:if test="not(contains(normalize-space(), $name))"><fo:block font-weight="bold"><xsl:value-of select="$name"/></fo:block></xsl:if>
          <xsl:apply-templates/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="sentence">
  <xsl:param name="words"/>
  <xsl:variable name="bare" select="translate($words, '”', '')"/>
  <xsl:value-of select="$words"/>
  <xsl:if test="translate(substring($bare, string-length($bare)), '.!?…。？！', '') != ''">.</xsl:if>
</xsl:template>

<xsl:template name="citation">
  <xsl:variable name="writers" select="$people[self::d:author]"/>
  <xsl:if test="$writers">
    <xsl:call-template name="sentence">
      <xsl:with-param name="words">
        <xsl:for-each select="$writers">
          <xsl:choose>
            <xsl:when test="position() = 1"><xsl:call-template name="inverted-name"/></xsl:when>
            <xsl:otherwise>
              <xsl:choose><xsl:when test="position() = last()"> &amp; </xsl:when><xsl:otherwise>, </xsl:otherwise></xsl:choose>
              <xsl:call-template name="person-name"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:text> </xsl:text>
  </xsl:if>
  <xsl:text>“</xsl:text>
  <xsl:call-template name="sentence">
    <xsl:with-param name="words"><xsl:value-of select="$title-text"/><xsl:if test="$subtitle-text != ''">: <xsl:value-of select="$subtitle-text"/></xsl:if></xsl:with-param>
  </xsl:call-template>
  <xsl:text>”</xsl:text>
  <xsl:call-template name="imprint"/>
  <xsl:variable name="address"><xsl:value-of select="$doi-address"/><xsl:if test="$doi-address = ''"><xsl:value-of select="$page-address"/></xsl:if></xsl:variable>
  <xsl:if test="$address != ''"><xsl:text> </xsl:text><xsl:call-template name="address"><xsl:with-param name="to" select="$address"/></xsl:call-template><xsl:text>.</xsl:text></xsl:if>
</xsl:template>

<!-- Series, publisher, date, with commas. -->
<xsl:template name="imprint">
  <xsl:variable name="set" select="$info/d:biblioset[@relation = 'series' or @relation = 'journal'][1]"/>
  <xsl:variable name="series" select="normalize-space($set/d:title)"/>
  <xsl:variable name="publisher" select="normalize-space($info/d:publisher | $info/d:publishername)"/>
  <xsl:variable name="has-publisher" select="$publisher != '' and $publisher != $series"/>
  <xsl:if test="$series != ''">
    <xsl:text> </xsl:text><fo:inline font-style="italic"><xsl:value-of select="$series"/></fo:inline>
    <xsl:for-each select="($set/d:issuenum | $set/d:volumenum | $set/d:seriesvolnums)[1]"><xsl:value-of select="concat(' ', normalize-space())"/></xsl:for-each>
    <xsl:if test="$has-publisher or $published != ''">,</xsl:if>
  </xsl:if>
  <xsl:if test="$has-publisher">
    <xsl:text> </xsl:text>
    <fo:inline><xsl:if test="$series = ''"><xsl:attribute name="font-style">italic</xsl:attribute></xsl:if><xsl:value-of select="$publisher"/></fo:inline>
    <xsl:if test="$published != ''">,</xsl:if>
  </xsl:if>
  <xsl:if test="$published != ''"><xsl:text> </xsl:text><xsl:call-template name="long-date"><xsl:with-param name="iso" select="$published"/></xsl:call-template></xsl:if>
  <xsl:if test="$series != '' or $has-publisher or $published != ''">.</xsl:if>
</xsl:template>

<xsl:template name="first-published">
  <xsl:variable name="sources" select="$info/d:bibliosource | $info/d:biblioset[not(@relation = 'series' or @relation = 'journal')]"/>
  <xsl:if test="$sources">
    <xsl:call-template name="entry">
      <xsl:with-param name="name" select="'first-published'"/>
      <xsl:with-param name="body"><xsl:for-each select="$sources"><fo:block><xsl:apply-templates select="." mode="source"/></fo:block></xsl:for-each></xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template match="d:biblioset" mode="source">
  <xsl:for-each select="*"><xsl:if test="position() > 1">, </xsl:if><xsl:apply-templates select="." mode="source"/></xsl:for-each>
</xsl:template>
<xsl:template match="d:title" mode="source"><fo:inline font-style="italic"><xsl:apply-templates/></fo:inline></xsl:template>
<xsl:template match="d:pubdate | d:date" mode="source"><xsl:call-template name="long-date"><xsl:with-param name="iso" select="."/></xsl:call-template></xsl:template>
<xsl:template match="*[@class = 'uri']" mode="source" priority="1">
  <xsl:variable name="words" select="normalize-space()"/>
  <xsl:call-template name="address">
    <xsl:with-param name="to"><xsl:value-of select="@xlink:href"/><xsl:if test="not(@xlink:href)"><xsl:value-of select="$words"/></xsl:if></xsl:with-param>
    <xsl:with-param name="words" select="$words"/>
  </xsl:call-template>
</xsl:template>
<xsl:template match="*" mode="source"><xsl:apply-templates/></xsl:template>

<xsl:template name="rights">
  <xsl:if test="$info/d:copyright | $info/d:legalnotice">
    <xsl:call-template name="entry">
      <xsl:with-param name="name" select="'licence'"/>
      <xsl:with-param name="body">
        <xsl:for-each select="$info/d:copyright">
          <fo:block>
            <xsl:text>© </xsl:text>
            <xsl:for-each select="d:year"><xsl:if test="position() > 1">, </xsl:if><xsl:value-of select="normalize-space()"/></xsl:for-each>
            <xsl:text> </xsl:text>
            <xsl:for-each select="d:holder"><xsl:if test="position() > 1">, </xsl:if><xsl:value-of select="normalize-space()"/></xsl:for-each>
          </fo:block>
        </xsl:for-each>
        <xsl:apply-templates select="$info/d:legalnotice/*"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
