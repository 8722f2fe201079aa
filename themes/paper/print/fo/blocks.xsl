<?xml version="1.0" encoding="UTF-8"?>
<!-- Paragraphs, sections, lists, quotations, code and admonitions. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<!-- ==== paragraphs ==== -->

<!-- A paragraph that follows another in the text is told from it by its first line, elsewhere by a gap. -->
<xsl:attribute-set name="para">
  <xsl:attribute name="text-indent">
    <xsl:choose>
      <xsl:when test="parent::d:article | parent::d:section">
        <xsl:choose>
          <xsl:when test="contains(' ko ja zh ', concat(' ', $primary-language, ' '))">1em</xsl:when>
          <xsl:when test="preceding-sibling::*[not(self::d:annotation)][1][self::d:para or self::d:simpara]">1.3em</xsl:when>
          <xsl:otherwise>0pt</xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise>0pt</xsl:otherwise>
    </xsl:choose>
  </xsl:attribute>
  <xsl:attribute name="space-before">
    <xsl:choose>
      <xsl:when test="parent::d:article | parent::d:section">0pt</xsl:when>
      <xsl:when test="preceding-sibling::*[1][self::d:para or self::d:simpara]">4pt</xsl:when>
      <xsl:otherwise>0pt</xsl:otherwise>
    </xsl:choose>
  </xsl:attribute>
</xsl:attribute-set>

<xsl:template match="d:para | d:simpara">
  <fo:block xsl:use-attribute-sets="para">
    <xsl:call-template name="run-in"/>
  </fo:block>
</xsl:template>

<!-- What a block of text holds: its id, language, link, content and marks. -->
<xsl:template name="run-in">
  <xsl:call-template name="id-attribute"/>
  <xsl:call-template name="language-attributes"/>
  <xsl:call-template name="linked"/>
  <xsl:call-template name="own-marks"/>
</xsl:template>

<xsl:template match="d:formalpara">
  <fo:block xsl:use-attribute-sets="para">
    <fo:inline font-weight="bold"><xsl:apply-templates select="d:title/node()"/></fo:inline>
    <xsl:text>. </xsl:text>
    <xsl:apply-templates select="d:para/node()"/>
  </fo:block>
</xsl:template>

<!-- ==== sections ==== -->

<xsl:attribute-set name="heading" use-attribute-sets="ragged">
  <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  <xsl:attribute name="keep-together.within-page">always</xsl:attribute>
</xsl:attribute-set>
<xsl:attribute-set name="heading-1" use-attribute-sets="heading">
  <xsl:attribute name="font-size">14.5pt</xsl:attribute>
  <xsl:attribute name="line-height">1.2</xsl:attribute>
  <xsl:attribute name="space-before">22pt</xsl:attribute>
  <xsl:attribute name="space-before.minimum">18pt</xsl:attribute>
  <xsl:attribute name="space-before.maximum">28pt</xsl:attribute>
  <xsl:attribute name="space-after">8pt</xsl:attribute>
</xsl:attribute-set>
<xsl:attribute-set name="heading-2" use-attribute-sets="heading">
  <xsl:attribute name="font-size">12pt</xsl:attribute>
  <xsl:attribute name="font-style">italic</xsl:attribute>
  <xsl:attribute name="space-before">15pt</xsl:attribute>
  <xsl:attribute name="space-before.minimum">12pt</xsl:attribute>
  <xsl:attribute name="space-before.maximum">19pt</xsl:attribute>
  <xsl:attribute name="space-after">5pt</xsl:attribute>
</xsl:attribute-set>
<xsl:attribute-set name="heading-3" use-attribute-sets="heading">
  <xsl:attribute name="font-style">italic</xsl:attribute>
  <xsl:attribute name="space-before">12pt</xsl:attribute>
  <xsl:attribute name="space-after">4pt</xsl:attribute>
</xsl:attribute-set>

<!-- The marker stands on the whole section, so that the running head names the one a page begins in. -->
<xsl:template match="d:section">
  <xsl:variable name="title" select="(d:title | d:info/d:title)[1]"/>
  <xsl:if test="not($title)">
    <xsl:call-template name="stop"><xsl:with-param name="why">a section without a title: `<xsl:value-of select="@xml:id"/>`</xsl:with-param></xsl:call-template>
  </xsl:if>
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <fo:block id="{$id}" role="Sect">
    <xsl:call-template name="language-attributes"/>
    <xsl:call-template name="section-marker"/>
    <xsl:call-template name="heading"/>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info or self::d:titleabbrev)]"/>
  </fo:block>
</xsl:template>

<xsl:template name="section-marker">
  <xsl:if test="not(ancestor::d:section)">
    <fo:marker marker-class-name="section"><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></fo:marker>
  </xsl:if>
</xsl:template>

<xsl:template name="heading">
  <xsl:variable name="depth" select="count(ancestor-or-self::d:section | self::d:glossary)"/>
  <xsl:choose>
    <xsl:when test="$depth = 1"><fo:block xsl:use-attribute-sets="heading-1"><xsl:call-template name="heading-words"><xsl:with-param name="depth" select="$depth"/></xsl:call-template></fo:block></xsl:when>
    <xsl:when test="$depth = 2"><fo:block xsl:use-attribute-sets="heading-2"><xsl:call-template name="heading-words"><xsl:with-param name="depth" select="$depth"/></xsl:call-template></fo:block></xsl:when>
    <xsl:otherwise><fo:block xsl:use-attribute-sets="heading-3"><xsl:call-template name="heading-words"><xsl:with-param name="depth" select="$depth"/></xsl:call-template></fo:block></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The title of the essay is the first heading of the PDF. -->
<xsl:template name="heading-words">
  <xsl:param name="depth"/>
  <xsl:variable name="level"><xsl:choose><xsl:when test="$depth > 5">6</xsl:when><xsl:otherwise><xsl:value-of select="$depth + 1"/></xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:attribute name="role">H<xsl:value-of select="$level"/></xsl:attribute>
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <xsl:attribute name="id"><xsl:value-of select="concat('heading.', $id)"/></xsl:attribute>
  <xsl:call-template name="record"><xsl:with-param name="kind" select="'sections'"/></xsl:call-template>
  <xsl:attribute name="g:title"><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></xsl:attribute>
  <xsl:attribute name="g:level"><xsl:value-of select="$depth"/></xsl:attribute>
  <xsl:attribute name="g:counted"><xsl:value-of select="not(ancestor-or-self::d:glossary)"/></xsl:attribute>
  <xsl:apply-templates select="(d:title | d:info/d:title)[1]"/>
</xsl:template>

<xsl:template match="d:title">
  <xsl:apply-templates/>
  <xsl:call-template name="own-marks"/>
</xsl:template>

<!-- A break between two parts of the text, which DocBook can only call a heading. -->
<xsl:template match="d:bridgehead[@role = 'rule']" priority="1">
  <fo:block text-align="center" color="{$soft-ink}" space-before="13pt" space-after="13pt"><xsl:apply-templates/></fo:block>
</xsl:template>

<!-- A heading that opens no section: in notes, quotations and lists. It takes no part in the outline. -->
<xsl:template match="d:bridgehead" name="bridgehead">
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <fo:block xsl:use-attribute-sets="heading" font-weight="bold" space-before="10pt" space-after="4pt" id="{$id}">
    <xsl:call-template name="record"><xsl:with-param name="kind" select="'bridgeheads'"/></xsl:call-template>
    <xsl:attribute name="g:title"><xsl:apply-templates select="." mode="plain"/></xsl:attribute>
    <xsl:apply-templates/>
    <xsl:call-template name="own-marks"/>
  </fo:block>
</xsl:template>

<!-- The title of a list, a group or the like. -->
<xsl:template name="title-line">
  <xsl:for-each select="(d:title | d:info/d:title)[1]">
    <fo:block xsl:use-attribute-sets="heading" font-weight="bold" space-after="3pt"><xsl:apply-templates select="."/></fo:block>
  </xsl:for-each>
</xsl:template>

<!-- ==== lists ==== -->

<xsl:attribute-set name="list">
  <xsl:attribute name="provisional-distance-between-starts">1.5em</xsl:attribute>
  <xsl:attribute name="provisional-label-separation">0.4em</xsl:attribute>
  <xsl:attribute name="space-before">6pt</xsl:attribute>
  <xsl:attribute name="space-after">6pt</xsl:attribute>
  <xsl:attribute name="text-indent">0pt</xsl:attribute>
</xsl:attribute-set>

<xsl:template match="d:itemizedlist | d:orderedlist">
  <xsl:call-template name="title-line"/>
  <fo:list-block xsl:use-attribute-sets="list">
    <xsl:call-template name="id-attribute"/>
    <xsl:apply-templates select="d:listitem"/>
  </fo:list-block>
</xsl:template>

<xsl:template match="d:listitem">
  <fo:list-item>
    <xsl:call-template name="id-attribute"/>
    <xsl:if test="position() > 1 and not(../@spacing = 'compact')"><xsl:attribute name="space-before">2.5pt</xsl:attribute></xsl:if>
    <fo:list-item-label end-indent="label-end()">
      <fo:block xsl:use-attribute-sets="ragged"><xsl:apply-templates select="." mode="mark"/></fo:block>
    </fo:list-item-label>
    <fo:list-item-body start-indent="body-start()">
      <xsl:if test="not(*)"><fo:block/></xsl:if>
      <xsl:apply-templates select="*"/>
    </fo:list-item-body>
  </fo:list-item>
</xsl:template>

<xsl:template match="d:itemizedlist/d:listitem" mode="mark">
  <xsl:variable name="role" select="concat(' ', @role, ' ')"/>
  <xsl:choose>
    <xsl:when test="contains($role, ' task ')">
      <fo:inline font-family="{$code-fonts}">
        <xsl:choose><xsl:when test="contains($role, ' done ')">☑</xsl:when><xsl:otherwise>☐</xsl:otherwise></xsl:choose>
      </fo:inline>
    </xsl:when>
    <xsl:when test="count(ancestor::d:itemizedlist) mod 3 = 1">•</xsl:when>
    <xsl:when test="count(ancestor::d:itemizedlist) mod 3 = 2">–</xsl:when>
    <xsl:otherwise>·</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The numbers of a list are its own and no note's: the file says from where and in which letters. -->
<xsl:template match="d:orderedlist/d:listitem" mode="mark">
  <xsl:variable name="before" select="count(preceding-sibling::d:listitem)"/>
  <xsl:variable name="first"><xsl:choose><xsl:when test="../@startingnumber"><xsl:value-of select="../@startingnumber"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:variable name="number" select="$first + $before"/>
  <xsl:choose>
    <xsl:when test="not(../@numeration) or ../@numeration = 'arabic' or $number &lt; 1"><xsl:value-of select="$number"/></xsl:when>
    <xsl:when test="../@numeration = 'loweralpha'"><xsl:number value="$number" format="a"/></xsl:when>
    <xsl:when test="../@numeration = 'upperalpha'"><xsl:number value="$number" format="A"/></xsl:when>
    <xsl:when test="../@numeration = 'lowerroman'"><xsl:number value="$number" format="i"/></xsl:when>
    <xsl:when test="../@numeration = 'upperroman'"><xsl:number value="$number" format="I"/></xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="stop"><xsl:with-param name="why">a list is numbered `<xsl:value-of select="../@numeration"/>`, which is not a way of numbering</xsl:with-param></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:text>.</xsl:text>
</xsl:template>

<xsl:template match="d:variablelist">
  <xsl:call-template name="title-line"/>
  <fo:block space-before="6pt" space-after="6pt" text-indent="0pt">
    <xsl:call-template name="id-attribute"/>
    <xsl:apply-templates select="d:varlistentry"/>
  </fo:block>
</xsl:template>

<xsl:template match="d:varlistentry">
  <fo:block space-before="4pt" keep-with-next.within-page="always" font-weight="bold" text-align="start">
    <xsl:call-template name="id-attribute"/>
    <xsl:for-each select="d:term">
      <xsl:if test="position() > 1">, </xsl:if>
      <xsl:apply-templates/>
    </xsl:for-each>
  </fo:block>
  <fo:block start-indent="inherited-property-value(start-indent) + 1.3em">
    <xsl:apply-templates select="d:listitem/*"/>
  </fo:block>
</xsl:template>

<xsl:template match="d:simplelist">
  <fo:block space-before="6pt" space-after="6pt" text-indent="0pt" text-align="start">
    <xsl:for-each select="d:member">
      <xsl:choose>
        <xsl:when test="../@type = 'inline'"><xsl:if test="position() > 1">, </xsl:if><xsl:apply-templates/></xsl:when>
        <xsl:otherwise><fo:block><xsl:apply-templates/></fo:block></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </fo:block>
</xsl:template>

<!-- ==== quotations ==== -->

<xsl:template match="d:blockquote">
  <fo:block role="BlockQuote" font-size="10.2pt" text-indent="0pt" space-before="9pt" space-after="9pt"
      start-indent="inherited-property-value(start-indent) + 6mm" end-indent="inherited-property-value(end-indent) + 6mm">
    <xsl:call-template name="quoted"/>
  </fo:block>
</xsl:template>

<xsl:template match="d:epigraph">
  <fo:block role="BlockQuote" font-size="10.2pt" font-style="italic" text-align="start" text-indent="0pt" space-before="9pt" space-after="12pt"
      start-indent="inherited-property-value(start-indent) + {$measure * 0.3}mm">
    <xsl:call-template name="quoted"/>
  </fo:block>
</xsl:template>

<xsl:template name="quoted">
  <xsl:call-template name="id-attribute"/>
  <xsl:call-template name="language-attributes"/>
  <xsl:apply-templates select="*[not(self::d:attribution or self::d:info or self::d:title)]"/>
  <xsl:for-each select="d:attribution">
    <fo:block text-align="end" hyphenate="false" space-before="3pt" keep-with-previous.within-page="always">— <xsl:apply-templates/></fo:block>
  </xsl:for-each>
</xsl:template>

<!-- ==== lines that keep their breaks ==== -->

<xsl:attribute-set name="lines" use-attribute-sets="ragged">
  <xsl:attribute name="linefeed-treatment">preserve</xsl:attribute>
  <xsl:attribute name="white-space-treatment">preserve</xsl:attribute>
  <xsl:attribute name="white-space-collapse">false</xsl:attribute>
  <xsl:attribute name="space-before">9pt</xsl:attribute>
  <xsl:attribute name="space-after">9pt</xsl:attribute>
</xsl:attribute-set>

<xsl:template match="d:literallayout">
  <fo:block xsl:use-attribute-sets="lines">
    <xsl:if test="@class = 'monospaced'">
      <xsl:attribute name="font-family"><xsl:value-of select="$code-fonts"/></xsl:attribute>
      <xsl:attribute name="font-size">86%</xsl:attribute>
    </xsl:if>
    <xsl:call-template name="id-attribute"/>
    <xsl:call-template name="language-attributes"/>
    <xsl:apply-templates/>
  </fo:block>
</xsl:template>

<!-- Code runs from left to right in every language and is never hyphenated. -->
<xsl:template match="d:programlisting | d:screen | d:synopsis">
  <xsl:choose>
    <xsl:when test="$writing-mode = 'rl-tb'">
      <fo:block-container writing-mode="lr-tb"><xsl:call-template name="listing"/></fo:block-container>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="listing"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="listing">
  <fo:block xsl:use-attribute-sets="lines" role="Code" font-family="{$code-fonts}" font-size="8.2pt" line-height="1.35"
      start-indent="inherited-property-value(start-indent) + 4mm" border-left="0.5pt solid {$hairline}" padding-left="3mm"
      padding-top="1mm" padding-bottom="1mm">
    <xsl:call-template name="id-attribute"/>
    <xsl:apply-templates/>
  </fo:block>
</xsl:template>

<!-- ==== admonitions and groups ==== -->

<xsl:template match="d:note | d:tip | d:important | d:warning | d:caution">
  <fo:block font-size="10pt" text-indent="0pt" space-before="10pt" space-after="10pt" padding-top="2.5mm" padding-bottom="2.5mm"
      start-indent="inherited-property-value(start-indent) + 4mm" end-indent="inherited-property-value(end-indent) + 4mm"
      border-top="0.5pt solid {$hairline}" border-bottom="0.5pt solid {$hairline}">
    <xsl:call-template name="id-attribute"/>
    <fo:block xsl:use-attribute-sets="label-line">
      <xsl:choose>
        <xsl:when test="d:title | d:info/d:title"><xsl:apply-templates select="(d:title | d:info/d:title)[1]"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="word"><xsl:with-param name="name" select="local-name()"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info)]"/>
  </fo:block>
</xsl:template>

<xsl:template match="d:sidebar">
  <fo:block text-indent="0pt" space-before="10pt" space-after="10pt" start-indent="inherited-property-value(start-indent) + 4mm"
      border-start-width="0.6pt" border-start-style="solid" border-start-color="{$hairline}" padding-start="3mm">
    <xsl:call-template name="id-attribute"/>
    <xsl:call-template name="language-attributes"/>
    <xsl:call-template name="title-line"/>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info)]"/>
  </fo:block>
</xsl:template>

</xsl:stylesheet>
