<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables: the CALS model, with spans, alignment and heads that repeat on each page. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<xsl:template match="d:table | d:informaltable[@xreflabel]">
  <fo:block space-before="12pt" space-after="12pt" text-indent="0pt">
    <xsl:call-template name="record-figure"><xsl:with-param name="tag" select="'table'"/></xsl:call-template>
    <fo:block xsl:use-attribute-sets="caption" space-after="5pt" keep-with-next.within-page="always"><xsl:call-template name="caption-words"/></fo:block>
    <xsl:call-template name="groups"/>
  </fo:block>
</xsl:template>

<!-- Without title and number a table is a part of the text. -->
<xsl:template match="d:informaltable">
  <fo:block space-before="9pt" space-after="9pt" text-indent="0pt">
    <xsl:call-template name="record-figure"><xsl:with-param name="tag" select="'table'"/></xsl:call-template>
    <xsl:call-template name="groups"/>
    <xsl:if test="@annotations"><fo:block><xsl:call-template name="own-marks"/></fo:block></xsl:if>
  </fo:block>
</xsl:template>

<xsl:template name="groups">
  <xsl:if test="not(d:tgroup)">
    <xsl:call-template name="stop"><xsl:with-param name="why">the table `<xsl:value-of select="@xml:id"/>` is not made of tgroups</xsl:with-param></xsl:call-template>
  </xsl:if>
  <xsl:apply-templates select="d:tgroup"/>
</xsl:template>

<!-- A table is as wide as its longest words want, in the middle of the text, or as wide as the text. -->
<xsl:template match="d:tgroup">
  <xsl:variable name="weights"><xsl:call-template name="weights"/></xsl:variable>
  <xsl:variable name="wanted"><xsl:call-template name="sum"><xsl:with-param name="numbers" select="$weights"/></xsl:call-template></xsl:variable>
  <xsl:variable name="width" select="$wanted * 1.85 + @cols * 3.5"/>
  <xsl:variable name="is-in-text" select="not(ancestor::d:listitem | ancestor::d:footnote | ancestor::d:annotation | ancestor::d:blockquote | ancestor::d:entry | ancestor::d:note | ancestor::d:sidebar | ancestor::d:glossentry)"/>
  <fo:table table-layout="fixed" text-align="start" xsl:use-attribute-sets="small" border-top="0.7pt solid {$ink}" border-bottom="0.7pt solid {$ink}">
    <xsl:attribute name="hyphenate"><xsl:value-of select="@cols > 4"/></xsl:attribute>
    <xsl:choose>
      <xsl:when test="$is-in-text and $width &lt; $measure">
        <xsl:attribute name="width"><xsl:value-of select="$width"/>mm</xsl:attribute>
        <xsl:attribute name="start-indent"><xsl:value-of select="($measure - $width) div 2"/>mm</xsl:attribute>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="width">100%</xsl:attribute></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="columns"><xsl:with-param name="weights" select="$weights"/></xsl:call-template>
    <!-- A mark in a head that is repeated on every page would be repeated with it. -->
    <xsl:variable name="repeats" select="d:thead and not(d:thead//d:footnote | d:thead//d:footnoteref | d:thead//@annotations)"/>
    <xsl:if test="$repeats"><fo:table-header><xsl:apply-templates select="d:thead/d:row"/></fo:table-header></xsl:if>
    <fo:table-body>
      <xsl:if test="not($repeats)"><xsl:apply-templates select="d:thead/d:row"/></xsl:if>
      <xsl:apply-templates select="d:tbody/d:row"/>
      <xsl:apply-templates select="d:tfoot/d:row"/>
    </fo:table-body>
  </fo:table>
</xsl:template>

<!-- ==== columns ==== -->

<!-- How wide each column wants to be, in letters: as its colspec says, or by its longest entry. -->
<xsl:template name="weights">
  <xsl:param name="column" select="1"/>
  <xsl:if test="$column &lt;= @cols">
    <xsl:variable name="spec" select="d:colspec[@colnum = $column or (not(@colnum) and count(preceding-sibling::d:colspec) + 1 = $column)][1]"/>
    <xsl:variable name="share" select="substring-before($spec/@colwidth, '*')"/>
    <xsl:variable name="longest"><xsl:call-template name="longest-entry"><xsl:with-param name="column" select="$column"/></xsl:call-template></xsl:variable>
    <xsl:choose>
      <xsl:when test="$share != ''"><xsl:value-of select="$share * 40"/></xsl:when>
      <!-- Long entries take several lines, so that short ones keep theirs. -->
      <xsl:when test="$longest > 120">48</xsl:when>
      <xsl:when test="$longest > 24"><xsl:value-of select="22 + $longest div 5"/></xsl:when>
      <xsl:when test="$longest > 2"><xsl:value-of select="$longest + 2"/></xsl:when>
      <xsl:otherwise>5</xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:call-template name="weights"><xsl:with-param name="column" select="$column + 1"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- Only rows of as many entries as there are columns say which entry is in which. -->
<xsl:template name="longest-entry">
  <xsl:param name="column"/>
  <xsl:variable name="cols" select="@cols"/>
  <xsl:for-each select="(*/d:row[count(d:entry) = $cols])/d:entry[position() = $column]">
    <xsl:sort select="string-length(normalize-space(d:para) ) + string-length(normalize-space(text()))" data-type="number" order="descending"/>
    <xsl:if test="position() = 1">
      <xsl:variable name="words"><xsl:apply-templates select="." mode="plain"/></xsl:variable>
      <xsl:value-of select="string-length($words)"/>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<xsl:template name="sum">
  <xsl:param name="numbers"/>
  <xsl:param name="so-far" select="0"/>
  <xsl:choose>
    <xsl:when test="normalize-space($numbers) = ''"><xsl:value-of select="$so-far"/></xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="sum">
        <xsl:with-param name="numbers" select="substring-after($numbers, ' ')"/>
        <xsl:with-param name="so-far" select="$so-far + substring-before($numbers, ' ')"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="columns">
  <xsl:param name="weights"/>
  <xsl:param name="column" select="1"/>
  <xsl:if test="normalize-space($weights) != ''">
    <xsl:variable name="spec" select="d:colspec[@colnum = $column or (not(@colnum) and count(preceding-sibling::d:colspec) + 1 = $column)][1]"/>
    <fo:table-column column-number="{$column}">
      <xsl:attribute name="column-width">
        <xsl:choose>
          <xsl:when test="$spec/@colwidth and not(contains($spec/@colwidth, '*'))"><xsl:value-of select="$spec/@colwidth"/></xsl:when>
          <xsl:otherwise>proportional-column-width(<xsl:value-of select="substring-before($weights, ' ')"/>)</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:call-template name="align"><xsl:with-param name="given" select="concat($spec/@align, substring(@align, 1, string-length(@align) * not($spec/@align)))"/></xsl:call-template>
    </fo:table-column>
    <xsl:call-template name="columns">
      <xsl:with-param name="weights" select="substring-after($weights, ' ')"/>
      <xsl:with-param name="column" select="$column + 1"/>
    </xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="align">
  <xsl:param name="given"/>
  <xsl:choose>
    <xsl:when test="$given = 'center'"><xsl:attribute name="text-align">center</xsl:attribute></xsl:when>
    <xsl:when test="$given = 'right' or $given = 'char'"><xsl:attribute name="text-align">end</xsl:attribute></xsl:when>
    <xsl:otherwise><xsl:attribute name="text-align">start</xsl:attribute></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- ==== rows and entries ==== -->

<xsl:template match="d:row">
  <fo:table-row keep-together.within-page="always">
    <xsl:if test="parent::d:thead and not(following-sibling::d:row)"><xsl:attribute name="border-bottom">0.4pt solid <xsl:value-of select="$ink"/></xsl:attribute></xsl:if>
    <xsl:if test="parent::d:tfoot and not(preceding-sibling::d:row)"><xsl:attribute name="border-top">0.4pt solid <xsl:value-of select="$ink"/></xsl:attribute></xsl:if>
    <xsl:apply-templates select="*"/>
  </fo:table-row>
</xsl:template>

<xsl:template match="d:entry">
  <xsl:variable name="columns" select="ancestor::d:tgroup[1]/d:colspec"/>
  <xsl:variable name="from" select="$columns[@colname = current()/@namest]"/>
  <xsl:variable name="to" select="$columns[@colname = current()/@nameend]"/>
  <xsl:if test="(@namest and not($from)) or (@nameend and not($to))">
    <xsl:call-template name="stop"><xsl:with-param name="why">a cell spans from or to a column that the table does not have</xsl:with-param></xsl:call-template>
  </xsl:if>
  <fo:table-cell padding-top="2.4pt" padding-bottom="2.4pt" padding-end="10pt" start-indent="0pt" end-indent="0pt" text-indent="0pt">
    <xsl:if test="$from and $to">
      <xsl:attribute name="number-columns-spanned"><xsl:value-of select="count($to/preceding-sibling::d:colspec) - count($from/preceding-sibling::d:colspec) + 1"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="@morerows > 0"><xsl:attribute name="number-rows-spanned"><xsl:value-of select="@morerows + 1"/></xsl:attribute></xsl:if>
    <xsl:choose>
      <xsl:when test="@align"><xsl:call-template name="align"><xsl:with-param name="given" select="@align"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:attribute name="text-align">from-table-column(text-align)</xsl:attribute></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="ancestor::d:thead">
      <xsl:attribute name="font-style">italic</xsl:attribute>
      <xsl:attribute name="role">TH</xsl:attribute>
    </xsl:if>
    <fo:block>
      <xsl:call-template name="id-attribute"/>
      <xsl:apply-templates/>
      <xsl:call-template name="own-marks"/>
    </fo:block>
  </fo:table-cell>
</xsl:template>

</xsl:stylesheet>
