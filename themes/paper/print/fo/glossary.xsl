<?xml version="1.0" encoding="UTF-8"?>
<!-- The glossary: the terms of the essay, each with the pages of its uses. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<xsl:key name="uses" match="d:glossterm[@linkend][not(ancestor::d:glossary)] | d:firstterm[@linkend][not(ancestor::d:glossary)]" use="@linkend"/>

<!-- Without a title of its own a glossary opens no section. -->
<xsl:template match="d:glossary | d:glossdiv | d:glosslist">
  <xsl:variable name="id"><xsl:call-template name="own-id"/></xsl:variable>
  <fo:block id="{$id}" role="Sect">
    <xsl:if test="d:title | d:info/d:title">
      <xsl:if test="self::d:glossary"><xsl:call-template name="section-marker"/></xsl:if>
      <xsl:call-template name="heading"/>
    </xsl:if>
    <xsl:apply-templates select="*[not(self::d:title or self::d:info)]"/>
  </fo:block>
</xsl:template>

<xsl:attribute-set name="small-line" use-attribute-sets="small">
  <xsl:attribute name="color"><xsl:value-of select="$soft-ink"/></xsl:attribute>
  <xsl:attribute name="text-align">start</xsl:attribute>
  <xsl:attribute name="space-before">2pt</xsl:attribute>
</xsl:attribute-set>

<!-- A short entry is not broken over pages. -->
<xsl:template match="d:glossentry">
  <fo:block font-size="10.2pt" text-indent="0pt" space-before="9pt">
    <xsl:call-template name="id-attribute"/>
    <xsl:if test="string-length() &lt; 900"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if>
    <fo:block keep-with-next.within-page="always" text-align="start">
      <fo:inline font-weight="bold"><xsl:apply-templates select="d:glossterm/node()"/></fo:inline>
      <xsl:for-each select="d:acronym | d:abbrev">
        <fo:inline color="{$soft-ink}"><xsl:text> (</xsl:text><xsl:apply-templates/><xsl:text>)</xsl:text></fo:inline>
      </xsl:for-each>
    </fo:block>
    <fo:block start-indent="inherited-property-value(start-indent) + 5mm">
      <xsl:call-template name="see">
        <xsl:with-param name="others" select="d:glosssee"/>
        <xsl:with-param name="word" select="'see'"/>
      </xsl:call-template>
      <xsl:apply-templates select="d:glossdef/*[not(self::d:glossseealso)]"/>
      <xsl:call-template name="see">
        <xsl:with-param name="others" select="d:glossdef/d:glossseealso"/>
        <xsl:with-param name="word" select="'see-also'"/>
      </xsl:call-template>
      <xsl:call-template name="uses"/>
    </fo:block>
  </fo:block>
</xsl:template>

<xsl:template match="d:glossdef/d:para[@role = 'source' or @role = 'used-in']" priority="1">
  <fo:block xsl:use-attribute-sets="small-line"><xsl:call-template name="run-in"/></fo:block>
</xsl:template>

<xsl:template name="see">
  <xsl:param name="others"/>
  <xsl:param name="word"/>
  <xsl:if test="$others">
    <fo:block xsl:use-attribute-sets="small-line">
      <xsl:call-template name="word"><xsl:with-param name="name" select="$word"/></xsl:call-template>
      <xsl:text> </xsl:text>
      <xsl:for-each select="$others">
        <xsl:if test="position() > 1">, </xsl:if>
        <xsl:choose>
          <xsl:when test="@otherterm">
            <xsl:call-template name="inward">
              <xsl:with-param name="id" select="@otherterm"/>
              <xsl:with-param name="wanted-by" select="'a glossary entry'"/>
              <xsl:with-param name="body"><xsl:apply-templates select="key('id', @otherterm)/d:glossterm" mode="plain"/></xsl:with-param>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="normalize-space()"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:text>.</xsl:text>
    </fo:block>
  </xsl:if>
</xsl:template>

<!-- Every use with its page. Which pages are the same is known when all are laid out: the driver then takes out what is
     there twice, and the word of the two that does not fit the number of pages that are left. -->
<xsl:template name="uses">
  <xsl:variable name="uses" select="key('uses', @xml:id)[$part = 'all' or not(ancestor::d:footnote | ancestor::d:annotation)]"/>
  <xsl:if test="$uses and @xml:id">
    <fo:block xsl:use-attribute-sets="small-line" g:uses="{@xml:id}">
      <fo:inline g:pages="one"><xsl:call-template name="word"><xsl:with-param name="name" select="'used-on'"/></xsl:call-template></fo:inline>
      <fo:inline g:pages="many"><xsl:call-template name="word"><xsl:with-param name="name" select="'used-on-pages'"/></xsl:call-template></fo:inline>
      <xsl:text> </xsl:text>
      <xsl:for-each select="$uses">
        <xsl:variable name="use"><xsl:call-template name="use-id"/></xsl:variable>
        <fo:inline g:use="{$use}">
          <xsl:if test="position() > 1"><fo:inline>, </fo:inline></xsl:if>
          <fo:basic-link internal-destination="{$use}" color="{$verdigris}">
            <xsl:attribute name="fox:alt-text"><xsl:apply-templates select="." mode="plain"/></xsl:attribute>
            <fo:page-number-citation ref-id="{$use}"/>
          </fo:basic-link>
        </fo:inline>
      </xsl:for-each>
      <xsl:text>.</xsl:text>
    </fo:block>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
