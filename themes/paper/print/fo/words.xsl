<?xml version="1.0" encoding="UTF-8"?>
<!-- The words that the page says of itself, by language, and how a date is written. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" exclude-result-prefixes="d">

<xsl:variable name="vocabulary" select="document('words.xml')/words"/>

<!-- The words of a language that we have none for are English. -->
<xsl:variable name="own-words" select="($vocabulary/language[@name = $primary-language] | $vocabulary/language[@name = 'en'])[@name = $primary-language or not($vocabulary/language[@name = $primary-language])]"/>

<xsl:template name="word">
  <xsl:param name="name"/>
  <xsl:value-of select="$own-words/@*[name() = $name]"/>
</xsl:template>

<!-- A date in CLDR's long form for the languages that we know, else as it stands. -->
<xsl:template name="long-date">
  <xsl:param name="iso"/>
  <xsl:variable name="date" select="normalize-space($iso)"/>
  <xsl:variable name="year" select="substring($date, 1, 4)"/>
  <xsl:variable name="month" select="number(substring($date, 6, 2))"/>
  <xsl:variable name="day" select="number(substring($date, 9, 2))"/>
  <xsl:variable name="month-name" select="$own-words[@name = $primary-language]/month[$month]"/>
  <xsl:variable name="shape" select="translate($date, '123456789', '000000000')"/>
  <xsl:choose>
    <xsl:when test="$shape != '0000-00-00' and $shape != '0000-00' and $shape != '0000'"><xsl:value-of select="$date"/></xsl:when>
    <xsl:when test="$own-words[@name = $primary-language]/@year-ending">
      <xsl:value-of select="concat($year, $own-words/@year-ending)"/>
      <xsl:if test="$month > 0"><xsl:value-of select="concat($own-words/@date-gap, $month, $own-words/@month-ending)"/></xsl:if>
      <xsl:if test="$day > 0"><xsl:value-of select="concat($own-words/@date-gap, $day, $own-words/@day-ending)"/></xsl:if>
    </xsl:when>
    <xsl:when test="$shape = '0000'"><xsl:value-of select="$year"/></xsl:when>
    <xsl:when test="not($month-name)"><xsl:value-of select="$date"/></xsl:when>
    <xsl:when test="$shape = '0000-00'"><xsl:value-of select="concat($month-name, ' ', $year)"/></xsl:when>
    <xsl:when test="$language = 'en' or contains($language, '-US')"><xsl:value-of select="concat($month-name, ' ', $day, ', ', $year)"/></xsl:when>
    <xsl:when test="$primary-language = 'de'"><xsl:value-of select="concat($day, '. ', $month-name, ' ', $year)"/></xsl:when>
    <xsl:when test="$primary-language = 'fr' and $day = 1"><xsl:value-of select="concat('1er ', $month-name, ' ', $year)"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="concat($day, ' ', $month-name, ' ', $year)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
