<?xml version="1.0" encoding="UTF-8"?>
<!-- A DocBook article or glossary as formatting objects for FOP. Each file puts one matter; an element
     that none of them knows stops the printing, for one that is passed over in silence is somebody's lost
     words.

     Attributes of the namespace g are for the formatter's driver, which takes them out before FOP sees
     them: what stands here is on the page that the element of that id came to be on. Numbers are never
     counted: every label is the build's own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d">

<xsl:include href="options.xsl"/>
<xsl:include href="words.xsl"/>
<xsl:include href="page.xsl"/>
<xsl:include href="front.xsl"/>
<xsl:include href="blocks.xsl"/>
<xsl:include href="inlines.xsl"/>
<xsl:include href="notes.xsl"/>
<xsl:include href="notebook.xsl"/>
<xsl:include href="figures.xsl"/>
<xsl:include href="tables.xsl"/>
<xsl:include href="glossary.xsl"/>

<xsl:output method="xml" encoding="UTF-8" indent="no"/>
<xsl:strip-space elements="d:abstract d:annotation d:article d:author d:authorgroup d:blockquote d:caption d:caution
    d:colspec d:copyright d:editor d:entrytbl d:epigraph d:example d:figure d:footnote d:formalpara d:glossary
    d:glossdef d:glossdiv d:glossentry d:glosslist d:imageobject d:important d:info d:informalexample d:informalfigure
    d:informaltable d:inlinemediaobject d:itemizedlist d:keywordset d:legalnotice d:listitem d:mediaobject d:note
    d:orderedlist d:personblurb d:revhistory d:revision d:row d:section d:sidebar d:simplelist d:table d:tbody
    d:textobject d:tfoot d:tgroup d:thead d:tip d:variablelist d:varlistentry d:warning"/>

<xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

<xsl:template match="/d:article | /d:glossary">
  <fo:root xml:lang="{$language}" xsl:use-attribute-sets="text">
    <xsl:call-template name="report-expected"/>
    <xsl:call-template name="page-masters"/>
    <xsl:call-template name="metadata"/>
    <xsl:call-template name="bookmarks"/>
    <fo:page-sequence master-reference="pages" writing-mode="{$writing-mode}">
      <xsl:call-template name="running-matter"/>
      <fo:flow flow-name="xsl-region-body">
        <fo:block id="{@xml:id}">
          <xsl:if test="not(@xml:id)"><xsl:attribute name="id">g.document</xsl:attribute></xsl:if>
          <xsl:call-template name="front"/>
          <xsl:call-template name="body"/>
          <xsl:call-template name="back"/>
        </fo:block>
      </fo:flow>
    </fo:page-sequence>
  </fo:root>
</xsl:template>

<!-- The glossary comes after the text, whatever its place in the file. -->
<xsl:template name="body">
  <xsl:choose>
    <xsl:when test="$part = 'notebook'"><xsl:call-template name="notebook"/></xsl:when>
    <xsl:otherwise>
      <xsl:apply-templates select="*[not(self::d:glossary)]"/>
      <xsl:apply-templates select="d:glossary"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="/*/d:info | /*/d:title | /*/d:subtitle | /*/d:titleabbrev"/>

<xsl:template match="/*" priority="-1">
  <xsl:call-template name="stop">
    <xsl:with-param name="why">a &lt;<xsl:value-of select="name()"/>> is not printed; an article or a glossary is</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="*" priority="-2">
  <xsl:call-template name="stop">
    <xsl:with-param name="why">the print layer has no rule for &lt;<xsl:value-of select="name()"/>><xsl:if test="@xml:id"> (`<xsl:value-of select="@xml:id"/>`)</xsl:if></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="comment() | processing-instruction()"/>

<xsl:template name="stop">
  <xsl:param name="why"/>
  <xsl:message terminate="yes"><xsl:value-of select="$why"/></xsl:message>
</xsl:template>

<!-- ==== what the driver compares with the pages ==== -->

<!-- An element with this is reported as one of `kind` on the page where it is. -->
<xsl:template name="record">
  <xsl:param name="kind"/>
  <xsl:param name="of" select="@xml:id"/>
  <xsl:param name="label"/>
  <xsl:attribute name="g:kind"><xsl:value-of select="$kind"/></xsl:attribute>
  <xsl:attribute name="g:id"><xsl:value-of select="$of"/></xsl:attribute>
  <xsl:if test="string($label) != ''"><xsl:attribute name="g:label"><xsl:value-of select="$label"/></xsl:attribute></xsl:if>
</xsl:template>

<!-- The element's own id, or one made of its place in the file. -->
<xsl:template name="own-id">
  <xsl:choose>
    <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
    <xsl:otherwise>g.<xsl:value-of select="local-name()"/>.<xsl:number level="any"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="id-attribute">
  <xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if>
</xsl:template>

<!-- The notes that must be on the pages, counted from the file and not from what was put. -->
<xsl:template name="report-expected">
  <xsl:attribute name="g:notes">
    <xsl:if test="$part != 'reader'">
      <xsl:for-each select="//d:footnote | //d:annotation | //d:varlistentry[contains(concat(' ', @role, ' '), ' reply ')]">
        <xsl:value-of select="@xml:id"/><xsl:text> </xsl:text>
      </xsl:for-each>
    </xsl:if>
  </xsl:attribute>
  <xsl:attribute name="g:date"><xsl:value-of select="$document-date"/></xsl:attribute>
  <xsl:attribute name="g:font"><xsl:value-of select="$font-text"/></xsl:attribute>
</xsl:template>

</xsl:stylesheet>
