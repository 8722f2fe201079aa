<?xml version="1.0" encoding="UTF-8"?>
<!-- Figures and pictures in a line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<!-- ==== captions ==== -->

<!-- The number of a figure or table is the build's. A label that already holds a word (“Figure 2”) is taken as
     it is; before a bare number stands the language's own word. -->
<xsl:template name="figure-number">
  <xsl:choose>
    <xsl:when test="not(@xreflabel)"/>
    <xsl:when test="contains(translate(@xreflabel, '&#xA0;', ' '), ' ')"><xsl:value-of select="@xreflabel"/></xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="word">
        <xsl:with-param name="name">
          <xsl:choose>
            <xsl:when test="starts-with(local-name(), 'informal')"><xsl:value-of select="substring-after(local-name(), 'informal')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="concat('&#xA0;', @xreflabel)"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The number that the build gave, the title, and marks of notes on the whole figure. -->
<xsl:template name="caption-words">
  <xsl:variable name="number"><xsl:call-template name="figure-number"/></xsl:variable>
  <xsl:variable name="title" select="(d:title | d:info/d:title)[1]"/>
  <xsl:value-of select="$number"/>
  <xsl:if test="$number != '' and $title">. </xsl:if>
  <xsl:apply-templates select="$title"/>
  <xsl:call-template name="own-marks"/>
</xsl:template>

<xsl:attribute-set name="caption" use-attribute-sets="small">
  <xsl:attribute name="role">Caption</xsl:attribute>
  <xsl:attribute name="text-align">center</xsl:attribute>
  <xsl:attribute name="text-indent">0pt</xsl:attribute>
  <xsl:attribute name="hyphenate">false</xsl:attribute>
  <xsl:attribute name="start-indent">inherited-property-value(start-indent) + 6mm</xsl:attribute>
  <xsl:attribute name="end-indent">inherited-property-value(end-indent) + 6mm</xsl:attribute>
</xsl:attribute-set>

<xsl:template name="record-figure">
  <xsl:param name="tag" select="'figure'"/>
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute>
  <xsl:call-template name="record"><xsl:with-param name="kind" select="'figures'"/><xsl:with-param name="label" select="@xreflabel"/></xsl:call-template>
  <xsl:attribute name="g:tag"><xsl:value-of select="$tag"/></xsl:attribute>
</xsl:template>

<!-- ==== figures ==== -->

<xsl:template match="d:figure | d:informalfigure | d:example | d:informalexample">
  <xsl:variable name="tag"><xsl:choose><xsl:when test="contains(local-name(), 'example')">example</xsl:when><xsl:otherwise>figure</xsl:otherwise></xsl:choose></xsl:variable>
  <fo:block keep-together.within-page="always" space-before="12pt" space-after="12pt" text-indent="0pt">
    <xsl:call-template name="record-figure"><xsl:with-param name="tag" select="$tag"/></xsl:call-template>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info or self::d:caption)]"/>
    <xsl:if test="d:title | d:info/d:title | @xreflabel | @annotations">
      <fo:block xsl:use-attribute-sets="caption" space-before="6pt" keep-with-previous.within-page="always"><xsl:call-template name="caption-words"/></fo:block>
    </xsl:if>
    <xsl:apply-templates select="d:caption/*"/>
  </fo:block>
</xsl:template>

<xsl:template match="d:mediaobject">
  <fo:block text-align="center" text-indent="0pt" line-height="1">
    <xsl:if test="not(parent::d:figure | parent::d:informalfigure)"><xsl:attribute name="space-before">10pt</xsl:attribute><xsl:attribute name="space-after">10pt</xsl:attribute></xsl:if>
    <xsl:call-template name="id-attribute"/>
    <xsl:call-template name="linked">
      <xsl:with-param name="body"><xsl:call-template name="picture"/></xsl:with-param>
    </xsl:call-template>
  </fo:block>
  <xsl:apply-templates select="d:caption/*"/>
</xsl:template>

<xsl:template match="d:inlinemediaobject">
  <xsl:call-template name="linked">
    <xsl:with-param name="body"><xsl:call-template name="picture"><xsl:with-param name="is-inline" select="true()"/></xsl:call-template></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- ==== pictures ==== -->

<xsl:template name="picture">
  <xsl:param name="is-inline" select="false()"/>
  <xsl:variable name="data" select="d:imageobject[1]/d:imagedata"/>
  <xsl:variable name="file" select="string($data/@fileref)"/>
  <xsl:variable name="words" select="(d:alt | d:textobject/d:phrase | d:textobject)[1]"/>
  <xsl:variable name="alternative">
    <xsl:choose>
      <xsl:when test="normalize-space($words) != ''"><xsl:value-of select="normalize-space($words)"/></xsl:when>
      <!-- Decoration that leads somewhere is none: it must say where. -->
      <xsl:otherwise><xsl:value-of select="concat(@xlink:href, @linkend)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="not($data)">
      <xsl:call-template name="stop"><xsl:with-param name="why">a &lt;<xsl:value-of select="name()"/>> holds no imagedata</xsl:with-param></xsl:call-template>
    </xsl:when>
    <xsl:when test="contains($file, '://')">
      <xsl:call-template name="distant-picture"><xsl:with-param name="address" select="$file"/><xsl:with-param name="words" select="normalize-space($words)"/></xsl:call-template>
    </xsl:when>
    <xsl:when test="not($words) and $is-accessible">
      <xsl:call-template name="stop"><xsl:with-param name="why">the picture `<xsl:value-of select="$file"/>` has no alternative text, which an accessible PDF must have</xsl:with-param></xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <fo:external-graphic scaling="uniform">
        <xsl:attribute name="src">url('<xsl:if test="not(starts-with($file, '/'))"><xsl:value-of select="$figures"/></xsl:if><xsl:if test="starts-with($file, '/')">file://</xsl:if><xsl:value-of select="$file"/>')</xsl:attribute>
        <xsl:call-template name="picture-size">
          <xsl:with-param name="given"><xsl:value-of select="$data/@contentwidth"/><xsl:if test="not($data/@contentwidth)"><xsl:value-of select="$data/@width"/></xsl:if></xsl:with-param>
          <xsl:with-param name="is-inline" select="$is-inline"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$alternative = ''"><xsl:attribute name="role">artifact</xsl:attribute></xsl:when>
          <xsl:otherwise><xsl:attribute name="fox:alt-text"><xsl:value-of select="$alternative"/></xsl:attribute></xsl:otherwise>
        </xsl:choose>
      </fo:external-graphic>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The width that was asked for, or the picture's own, but never wider than its place or higher than most of a page. -->
<xsl:template name="picture-size">
  <xsl:param name="given"/>
  <xsl:param name="is-inline"/>
  <xsl:variable name="width"><xsl:call-template name="millimetres"><xsl:with-param name="length" select="$given"/></xsl:call-template></xsl:variable>
  <xsl:attribute name="block-progression-dimension.maximum"><xsl:value-of select="($paper-height - $top - $bottom) * 0.8"/>mm</xsl:attribute>
  <xsl:attribute name="inline-progression-dimension.maximum">100%</xsl:attribute>
  <xsl:choose>
    <xsl:when test="$is-inline and $given = ''">
      <xsl:attribute name="content-height">1em</xsl:attribute>
      <xsl:attribute name="alignment-baseline">central</xsl:attribute>
    </xsl:when>
    <xsl:when test="contains($given, '%')">
      <xsl:attribute name="width"><xsl:value-of select="$given"/></xsl:attribute>
      <xsl:attribute name="content-width">scale-to-fit</xsl:attribute>
      <xsl:attribute name="content-height">scale-to-fit</xsl:attribute>
    </xsl:when>
    <xsl:when test="number($width) > 0 and $width &lt; $measure"><xsl:attribute name="content-width"><xsl:value-of select="$width"/>mm</xsl:attribute></xsl:when>
    <xsl:otherwise>
      <xsl:attribute name="content-width">scale-down-to-fit</xsl:attribute>
      <xsl:attribute name="content-height">scale-down-to-fit</xsl:attribute>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A picture that is elsewhere cannot be fetched while printing; its words and its address stand for it. -->
<xsl:template name="distant-picture">
  <xsl:param name="address"/>
  <xsl:param name="words"/>
  <xsl:call-template name="outward">
    <xsl:with-param name="address" select="$address"/>
    <xsl:with-param name="body"><fo:inline line-height="{$line-height}"><xsl:value-of select="$words"/><xsl:if test="$words = ''"><xsl:value-of select="$address"/></xsl:if></fo:inline></xsl:with-param>
  </xsl:call-template>
</xsl:template>

</xsl:stylesheet>
