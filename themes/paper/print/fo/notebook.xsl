<?xml version="1.0" encoding="UTF-8"?>
<!-- The notes alone: under the titles of the sections, an entry for each note in the order of the marks, with the
     words that it is about. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<xsl:template name="notebook">
  <xsl:for-each select="$title | $subtitle"><xsl:call-template name="entries-within"/></xsl:for-each>
  <xsl:for-each select="*[not(self::d:glossary or self::d:info or self::d:annotation)]">
    <xsl:choose>
      <xsl:when test="self::d:section">
        <xsl:variable name="entries"><xsl:call-template name="entries-within"/></xsl:variable>
        <xsl:if test="string($entries) != ''">
          <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
          <fo:block id="{$id}" role="Sect">
            <xsl:call-template name="section-marker"/>
            <fo:block xsl:use-attribute-sets="heading-1" role="H2"><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></fo:block>
            <xsl:copy-of select="$entries"/>
          </fo:block>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="entries-within"/></xsl:otherwise>
    </xsl:choose>
  </xsl:for-each>
</xsl:template>

<!-- The notes whose marks stand in an element; one whose mark is in a note belongs to that. -->
<xsl:template name="entries-within">
  <xsl:for-each select="descendant-or-self::*[self::d:footnote or @annotations][not(ancestor::d:footnote | ancestor::d:annotation)]">
    <xsl:choose>
      <xsl:when test="self::d:footnote"><xsl:call-template name="noted"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="noted-annotations"/></xsl:otherwise>
    </xsl:choose>
  </xsl:for-each>
</xsl:template>

<xsl:template name="noted-annotations">
  <xsl:param name="ids" select="concat(normalize-space(@annotations), ' ')"/>
  <xsl:if test="substring-before($ids, ' ') != ''">
    <xsl:for-each select="key('id', substring-before($ids, ' '))"><xsl:call-template name="noted"/></xsl:for-each>
    <xsl:call-template name="noted-annotations"><xsl:with-param name="ids" select="substring-after($ids, ' ')"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="noted">
  <xsl:variable name="label"><xsl:call-template name="note-label"/></xsl:variable>
  <fo:block space-before="9pt" text-indent="0pt" id="mark-{@xml:id}" g:nested="false">
    <xsl:call-template name="record"><xsl:with-param name="kind" select="'marks'"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
    <fo:block text-align="start" keep-with-next.within-page="always">
      <fo:inline role="Lbl" color="{$rubric}" font-weight="bold"><xsl:value-of select="$label"/></fo:inline>
      <xsl:text>&#x2002;</xsl:text>
      <fo:inline font-style="italic" color="{$soft-ink}"><xsl:call-template name="passage"/></fo:inline>
    </fo:block>
    <fo:block id="{@xml:id}">
      <xsl:call-template name="record"><xsl:with-param name="kind" select="'notes'"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
      <xsl:call-template name="note-body"><xsl:with-param name="label"/></xsl:call-template>
    </fo:block>
  </fo:block>
  <xsl:call-template name="notes-within"/>
</xsl:template>

<!-- The words that a note is about: of the passages of its id, in the order of the text. -->
<xsl:template name="passage">
  <xsl:param name="name" select="concat('ref-', substring-after(@xml:id, 'note-'))"/>
  <xsl:param name="piece" select="1"/>
  <xsl:variable name="part" select="key('id', concat($name, '.', $piece))"/>
  <xsl:choose>
    <xsl:when test="$part">
      <xsl:apply-templates select="$part" mode="plain"/>
      <xsl:text> </xsl:text>
      <xsl:call-template name="passage"><xsl:with-param name="name" select="$name"/><xsl:with-param name="piece" select="$piece + 1"/></xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="key('id', $name)" mode="plain"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
