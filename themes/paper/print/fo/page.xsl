<?xml version="1.0" encoding="UTF-8"?>
<!-- The page: sheet, margins, sizes, running head and folio; the outline and the document's metadata. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:x="adobe:ns:meta/"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" exclude-result-prefixes="d">

<xsl:variable name="ink" select="'#1a1815'"/>
<xsl:variable name="soft-ink" select="'#59534a'"/>
<xsl:variable name="hairline" select="'#8d8472'"/>
<!-- Marks of notes are in the red of scribes, links and terms in verdigris. -->
<xsl:variable name="rubric" select="'#96301a'"/>
<xsl:variable name="verdigris" select="'#14606a'"/>

<xsl:variable name="line-height">
  <xsl:choose>
    <xsl:when test="contains(' ko ja zh ', concat(' ', $primary-language, ' '))">1.6</xsl:when>
    <xsl:when test="$writing-mode = 'rl-tb'">1.5</xsl:when>
    <xsl:otherwise>1.32</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<xsl:attribute-set name="text">
  <xsl:attribute name="font-family"><xsl:call-template name="fonts"/></xsl:attribute>
  <xsl:attribute name="font-selection-strategy">character-by-character</xsl:attribute>
  <xsl:attribute name="font-size">11pt</xsl:attribute>
  <xsl:attribute name="line-height"><xsl:value-of select="$line-height"/></xsl:attribute>
  <xsl:attribute name="line-height-shift-adjustment">disregard-shifts</xsl:attribute>
  <xsl:attribute name="color"><xsl:value-of select="$ink"/></xsl:attribute>
  <xsl:attribute name="text-align">justify</xsl:attribute>
  <xsl:attribute name="hyphenate">true</xsl:attribute>
  <xsl:attribute name="hyphenation-push-character-count">3</xsl:attribute>
  <xsl:attribute name="hyphenation-remain-character-count">3</xsl:attribute>
  <xsl:attribute name="hyphenation-ladder-count">2</xsl:attribute>
  <xsl:attribute name="orphans">2</xsl:attribute>
  <xsl:attribute name="widows">2</xsl:attribute>
</xsl:attribute-set>

<xsl:attribute-set name="small">
  <xsl:attribute name="font-size">9.2pt</xsl:attribute>
  <xsl:attribute name="line-height"><xsl:value-of select="$line-height - 0.08"/></xsl:attribute>
</xsl:attribute-set>

<!-- Lines that stand for themselves. -->
<xsl:attribute-set name="ragged">
  <xsl:attribute name="text-align">start</xsl:attribute>
  <xsl:attribute name="text-indent">0pt</xsl:attribute>
  <xsl:attribute name="hyphenate">false</xsl:attribute>
</xsl:attribute-set>

<!-- A small heading that is no section: over the abstract, an admonition, the colophon. -->
<xsl:attribute-set name="label-line" use-attribute-sets="ragged">
  <xsl:attribute name="font-size">8.4pt</xsl:attribute>
  <xsl:attribute name="font-weight">bold</xsl:attribute>
  <xsl:attribute name="color"><xsl:value-of select="$soft-ink"/></xsl:attribute>
  <xsl:attribute name="space-after">3pt</xsl:attribute>
  <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
</xsl:attribute-set>

<xsl:template name="page-masters">
  <fo:layout-master-set>
    <xsl:call-template name="page-master">
      <xsl:with-param name="name" select="'first'"/>
      <xsl:with-param name="head" select="'no-head'"/>
    </xsl:call-template>
    <xsl:call-template name="page-master">
      <xsl:with-param name="name" select="'rest'"/>
      <xsl:with-param name="head" select="'head'"/>
    </xsl:call-template>
    <fo:page-sequence-master master-name="pages">
      <fo:repeatable-page-master-alternatives>
        <fo:conditional-page-master-reference page-position="first" master-reference="first"/>
        <fo:conditional-page-master-reference master-reference="rest"/>
      </fo:repeatable-page-master-alternatives>
    </fo:page-sequence-master>
  </fo:layout-master-set>
</xsl:template>

<xsl:template name="page-master">
  <xsl:param name="name"/>
  <xsl:param name="head"/>
  <fo:simple-page-master master-name="{$name}" page-width="{$paper-width}mm" page-height="{$paper-height}mm"
      margin-left="{$left}mm" margin-right="{$right}mm" writing-mode="{$writing-mode}">
    <fo:region-body margin-top="{$top}mm" margin-bottom="{$bottom}mm"/>
    <fo:region-before region-name="{$head}" extent="{$top - 5}mm" display-align="after"/>
    <fo:region-after region-name="foot" extent="{$bottom - 9}mm"/>
  </fo:simple-page-master>
</xsl:template>

<!-- What stands on every page is no part of the text, nor of its tree of tags. -->
<xsl:template name="running-matter">
  <fo:static-content flow-name="head" role="artifact">
    <fo:block role="artifact" font-size="9.2pt" font-style="italic" color="{$soft-ink}" hyphenate="false" text-align="start" text-align-last="justify">
      <xsl:value-of select="$title-text"/>
      <fo:leader leader-pattern="space" leader-length.minimum="8mm"/>
      <fo:retrieve-marker retrieve-class-name="section" retrieve-position="first-including-carryover"/>
    </fo:block>
  </fo:static-content>
  <fo:static-content flow-name="foot" role="artifact">
    <fo:block role="artifact" font-size="9.2pt" color="{$soft-ink}" text-align="center"><fo:page-number/></fo:block>
  </fo:static-content>
  <fo:static-content flow-name="xsl-footnote-separator" role="artifact">
    <fo:block role="artifact" padding-top="7pt" padding-bottom="4pt" line-height="4pt" font-size="4pt" text-align="start">
      <fo:leader leader-pattern="rule" leader-length="22mm" rule-thickness="0.4pt" color="{$hairline}"/>
    </fo:block>
  </fo:static-content>
</xsl:template>

<!-- ==== outline ==== -->

<xsl:template name="bookmarks">
  <xsl:if test="d:section | d:glossary[d:title or d:info/d:title]">
    <fo:bookmark-tree>
      <xsl:apply-templates select="d:section" mode="bookmark"/>
      <xsl:apply-templates select="d:glossary" mode="bookmark"/>
    </fo:bookmark-tree>
  </xsl:if>
</xsl:template>

<xsl:template match="d:section | d:glossary" mode="bookmark">
  <xsl:variable name="title"><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></xsl:variable>
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <xsl:if test="$title != '' and ($part != 'notebook' or (self::d:section and (.//d:footnote or .//@annotations)))">
    <fo:bookmark internal-destination="{$id}">
      <fo:bookmark-title><xsl:value-of select="$title"/></fo:bookmark-title>
      <xsl:if test="$part != 'notebook'"><xsl:apply-templates select="d:section" mode="bookmark"/></xsl:if>
    </fo:bookmark>
  </xsl:if>
</xsl:template>

<!-- The words of a title without its marks. -->
<xsl:template match="*" mode="plain">
  <xsl:variable name="words"><xsl:apply-templates mode="words"/></xsl:variable>
  <xsl:value-of select="normalize-space($words)"/>
</xsl:template>

<xsl:template match="*" mode="words"><xsl:apply-templates mode="words"/></xsl:template>
<xsl:template match="d:footnote | d:footnoteref | d:annotation | d:indexterm | d:alt" mode="words"/>

<!-- ==== metadata ==== -->

<!-- FOP takes one creator: several stand in one. -->
<xsl:template name="metadata">
  <fo:declarations>
    <x:xmpmeta>
      <rdf:RDF>
        <rdf:Description rdf:about="">
          <dc:title>
            <xsl:value-of select="$title-text"/>
            <xsl:if test="$subtitle-text != ''">: <xsl:value-of select="$subtitle-text"/></xsl:if>
          </dc:title>
          <xsl:if test="$people">
            <dc:creator>
              <rdf:Seq>
                <rdf:li>
                  <xsl:for-each select="$people">
                    <xsl:if test="position() > 1">, </xsl:if>
                    <xsl:call-template name="person-name"/>
                  </xsl:for-each>
                </rdf:li>
              </rdf:Seq>
            </dc:creator>
          </xsl:if>
          <dc:language><rdf:Bag><rdf:li><xsl:value-of select="$language"/></rdf:li></rdf:Bag></dc:language>
          <xsl:if test="$info/d:abstract">
            <dc:description><xsl:apply-templates select="$info/d:abstract[1]" mode="plain"/></dc:description>
          </xsl:if>
          <xsl:if test="$keywords">
            <pdf:Keywords>
              <xsl:for-each select="$keywords">
                <xsl:if test="position() > 1">, </xsl:if>
                <xsl:value-of select="normalize-space()"/>
              </xsl:for-each>
            </pdf:Keywords>
          </xsl:if>
        </rdf:Description>
      </rdf:RDF>
    </x:xmpmeta>
    <xsl:call-template name="destinations"/>
  </fo:declarations>
</xsl:template>

<!-- What can be named from outside, as in essay.pdf#glossary. -->
<xsl:template name="destinations">
  <xsl:for-each select="//d:section[@xml:id] | //d:glossary[@xml:id] | //d:glossentry[@xml:id] | //d:figure[@xml:id] | //d:table[@xml:id] | //d:footnote | //d:annotation">
    <xsl:variable name="is-absent"><xsl:call-template name="is-absent"><xsl:with-param name="target" select="."/></xsl:call-template></xsl:variable>
    <xsl:if test="$is-absent = 'false'"><fox:destination internal-destination="{@xml:id}"/></xsl:if>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
