<?xml version="1.0" encoding="UTF-8"?>
<!-- What the job asks for, and the measures of the sheet that follow from it. Lengths are numbers of
     millimetres. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" exclude-result-prefixes="d">

<xsl:param name="paper" select="'a4'"/>
<xsl:param name="margin-top"/>
<xsl:param name="margin-bottom"/>
<xsl:param name="margin-left"/>
<xsl:param name="margin-right"/>
<!-- `all` of the essay, as a `reader` holds it with the numbers of notes alone, or the notes as a `notebook`. -->
<xsl:param name="part" select="'all'"/>
<xsl:param name="standard" select="'ua-1'"/>
<xsl:param name="font-text" select="'Gentium Plus'"/>
<xsl:param name="font-cjk" select="'Noto Serif CJK'"/>
<!-- The folder that figures are relative to, as a URI that ends in a slash. -->
<xsl:param name="figures"/>

<xsl:variable name="is-accessible" select="contains($standard, 'ua')"/>

<!-- ==== the language ==== -->

<xsl:variable name="language">
  <xsl:choose>
    <xsl:when test="/*/@xml:lang"><xsl:value-of select="/*/@xml:lang"/></xsl:when>
    <xsl:otherwise>en</xsl:otherwise>
  </xsl:choose>
</xsl:variable>
<xsl:variable name="primary-language" select="substring-before(concat($language, '-'), '-')"/>
<xsl:variable name="writing-mode">
  <xsl:choose>
    <xsl:when test="contains(' ar fa he ur yi ps sd ug dv ckb ', concat(' ', $primary-language, ' '))">rl-tb</xsl:when>
    <xsl:otherwise>lr-tb</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<!-- ==== the sheet ==== -->

<xsl:template name="millimetres">
  <xsl:param name="length"/>
  <xsl:variable name="number" select="translate($length, 'abcdefghijklmnopqrstuvwxyz% ', '')"/>
  <xsl:variable name="unit" select="translate($length, '0123456789. ', '')"/>
  <xsl:choose>
    <xsl:when test="$unit = 'mm'"><xsl:value-of select="$number"/></xsl:when>
    <xsl:when test="$unit = 'cm'"><xsl:value-of select="$number * 10"/></xsl:when>
    <xsl:when test="$unit = 'in'"><xsl:value-of select="$number * 25.4"/></xsl:when>
    <xsl:when test="$unit = 'pt'"><xsl:value-of select="$number * 25.4 div 72"/></xsl:when>
    <xsl:when test="$unit = 'pc'"><xsl:value-of select="$number * 25.4 div 6"/></xsl:when>
    <xsl:when test="$unit = 'px' or $unit = ''"><xsl:value-of select="$number * 25.4 div 96"/></xsl:when>
  </xsl:choose>
</xsl:template>

<xsl:variable name="paper-size">
  <xsl:choose>
    <xsl:when test="$paper = 'a4'">210mmx297mm</xsl:when>
    <xsl:when test="$paper = 'a5'">148mmx210mm</xsl:when>
    <xsl:when test="$paper = 'b5'">176mmx250mm</xsl:when>
    <xsl:when test="$paper = 'letter'">8.5inx11in</xsl:when>
    <xsl:otherwise><xsl:value-of select="$paper"/></xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<xsl:variable name="paper-height">
  <xsl:call-template name="millimetres">
    <xsl:with-param name="length" select="substring-after($paper-size, 'x')"/>
  </xsl:call-template>
</xsl:variable>

<!-- In `6x9in` the unit is said once. -->
<xsl:variable name="paper-width">
  <xsl:variable name="given" select="substring-before($paper-size, 'x')"/>
  <xsl:variable name="has-unit" select="translate($given, '0123456789.', '') != ''"/>
  <xsl:variable name="unit" select="translate(substring-after($paper-size, 'x'), '0123456789.', '')"/>
  <xsl:call-template name="millimetres">
    <xsl:with-param name="length">
      <xsl:value-of select="$given"/>
      <xsl:if test="not($has-unit)"><xsl:value-of select="$unit"/></xsl:if>
    </xsl:with-param>
  </xsl:call-template>
</xsl:variable>

<xsl:template name="margin">
  <xsl:param name="given"/>
  <xsl:param name="usual"/>
  <xsl:param name="share" select="$usual"/>
  <xsl:choose>
    <xsl:when test="$given != ''">
      <xsl:call-template name="millimetres"><xsl:with-param name="length" select="$given"/></xsl:call-template>
    </xsl:when>
    <xsl:when test="$share &lt; $usual"><xsl:value-of select="$share"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$usual"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- As far from the edge as leaves a measure of 128 mm, but no nearer than 16 mm. -->
<xsl:variable name="usual-side">
  <xsl:choose>
    <xsl:when test="$paper-width > 160"><xsl:value-of select="($paper-width - 128) div 2"/></xsl:when>
    <xsl:otherwise>16</xsl:otherwise>
  </xsl:choose>
</xsl:variable>
<xsl:variable name="top">
  <xsl:call-template name="margin">
    <xsl:with-param name="given" select="$margin-top"/>
    <xsl:with-param name="usual" select="27"/>
    <xsl:with-param name="share" select="$paper-height * 0.1"/>
  </xsl:call-template>
</xsl:variable>
<xsl:variable name="bottom">
  <xsl:call-template name="margin">
    <xsl:with-param name="given" select="$margin-bottom"/>
    <xsl:with-param name="usual" select="28"/>
    <xsl:with-param name="share" select="$paper-height * 0.11"/>
  </xsl:call-template>
</xsl:variable>
<xsl:variable name="left">
  <xsl:call-template name="margin">
    <xsl:with-param name="given" select="$margin-left"/>
    <xsl:with-param name="usual" select="$usual-side"/>
  </xsl:call-template>
</xsl:variable>
<xsl:variable name="right">
  <xsl:call-template name="margin">
    <xsl:with-param name="given" select="$margin-right"/>
    <xsl:with-param name="usual" select="$usual-side"/>
  </xsl:call-template>
</xsl:variable>
<xsl:variable name="measure" select="$paper-width - $left - $right"/>

<!-- ==== fonts ==== -->

<!-- FOP embeds TrueType fonts alone in a way that the text can be taken out again, so that the fonts of
     Chinese, Japanese and Korean are others than Typst's. The list is complete: a letter that none of
     these has stops the printing. The driver takes out what is not installed. -->
<xsl:variable name="other-scripts">, Noto Naskh Arabic, Noto Serif Hebrew, Noto Serif Devanagari, Noto Serif Thai, Noto Serif Armenian, Noto Serif Georgian, Noto Serif Ethiopic, Noto Sans Symbols, Noto Sans Symbols2, Noto Sans Math, DejaVu Sans</xsl:variable>

<xsl:template name="fonts">
  <xsl:param name="of" select="$language"/>
  <!-- Words from right to left stand on the line only where their font is the first of its list. -->
  <xsl:if test="$font-text = 'Gentium Plus'">
    <xsl:choose>
      <xsl:when test="contains(' ar fa ur ps sd ug ckb ', concat(' ', substring-before(concat($of, '-'), '-'), ' '))">Noto Naskh Arabic, </xsl:when>
      <xsl:when test="contains(' he yi ', concat(' ', substring-before(concat($of, '-'), '-'), ' '))">Noto Serif Hebrew, </xsl:when>
    </xsl:choose>
  </xsl:if>
  <xsl:value-of select="$font-text"/>
  <xsl:if test="not(starts-with($font-cjk, 'Noto Serif CJK'))">, <xsl:value-of select="$font-cjk"/></xsl:if>
  <xsl:choose>
    <xsl:when test="starts-with($of, 'ja') or starts-with($of, 'zh')">, IPAexMincho, NanumMyeongjo</xsl:when>
    <xsl:otherwise>, NanumMyeongjo, IPAexMincho</xsl:otherwise>
  </xsl:choose>
  <xsl:value-of select="$other-scripts"/>
</xsl:template>

<xsl:variable name="code-fonts" select="concat('DejaVu Sans Mono, NanumGothicCoding, IPAexMincho', $other-scripts)"/>

</xsl:stylesheet>
