<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: the mark in the text and the note at the foot of the page, linked both ways. Both show the one label
     that the build gave. Notes are footnotes of the text, or annotations that a passage names. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<!-- The label as the build gave it. A document of another hand may have none: its id then says which
     note is meant, without a number of our own that could disagree with the other formats. -->
<xsl:template name="note-label">
  <xsl:choose>
    <xsl:when test="@xreflabel"><xsl:value-of select="@xreflabel"/></xsl:when>
    <xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when>
    <xsl:when test="starts-with(@xml:id, 'note-')"><xsl:value-of select="substring-after(@xml:id, 'note-')"/></xsl:when>
    <xsl:when test="starts-with(@xml:id, 'fn-')"><xsl:value-of select="substring-after(@xml:id, 'fn-')"/></xsl:when>
    <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="stop"><xsl:with-param name="why">a <xsl:value-of select="name()"/> has neither label nor id: “<xsl:value-of select="substring(normalize-space(), 1, 60)"/>”</xsl:with-param></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="mark-letters">
  <xsl:param name="note"/>
  <fo:inline font-size="70%" baseline-shift="0.36em" font-style="normal" font-weight="normal" text-decoration="none" color="{$rubric}">
    <xsl:for-each select="$note"><xsl:call-template name="note-label"/></xsl:for-each>
  </fo:inline>
</xsl:template>

<!-- ==== marks ==== -->

<xsl:template match="d:footnote">
  <xsl:call-template name="gap-between-marks"/>
  <xsl:call-template name="put-note"><xsl:with-param name="note" select="."/></xsl:call-template>
</xsl:template>

<xsl:template match="d:footnoteref">
  <xsl:variable name="note" select="key('id', @linkend)"/>
  <xsl:call-template name="gap-between-marks"/>
  <xsl:call-template name="inward">
    <xsl:with-param name="id" select="@linkend"/>
    <xsl:with-param name="wanted-by" select="'a second footnote mark'"/>
    <xsl:with-param name="colour" select="$rubric"/>
    <xsl:with-param name="body"><xsl:call-template name="mark-letters"><xsl:with-param name="note" select="$note"/></xsl:call-template></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- Two marks in a row are held apart by a space that is narrow and does not break. -->
<xsl:variable name="mark-gap"><fo:inline font-size="60%">&#xA0;</fo:inline></xsl:variable>

<xsl:template name="gap-between-marks">
  <xsl:if test="preceding-sibling::node()[1][self::d:footnote or self::d:footnoteref or @annotations]"><xsl:copy-of select="$mark-gap"/></xsl:if>
</xsl:template>

<!-- Marks of the notes that an element is annotated with. -->
<xsl:template name="own-marks">
  <xsl:param name="ids" select="concat(normalize-space(@annotations), ' ')"/>
  <xsl:variable name="id" select="substring-before($ids, ' ')"/>
  <xsl:if test="$id != ''">
    <xsl:variable name="note" select="key('id', $id)"/>
    <xsl:if test="not($note)">
      <xsl:call-template name="stop"><xsl:with-param name="why">a passage is annotated by `<xsl:value-of select="$id"/>`, and nothing has that id</xsl:with-param></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="put-note"><xsl:with-param name="note" select="$note"/></xsl:call-template>
    <xsl:if test="normalize-space(substring-after($ids, ' ')) != ''"><xsl:copy-of select="$mark-gap"/></xsl:if>
    <xsl:call-template name="own-marks"><xsl:with-param name="ids" select="substring-after($ids, ' ')"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- FOP has no footnotes within footnotes: the note of a mark in a note follows that at the same foot. -->
<xsl:template name="put-note">
  <xsl:param name="note"/>
  <xsl:variable name="is-nested" select="boolean(ancestor::d:footnote | ancestor::d:annotation)"/>
  <xsl:variable name="mark">
    <fo:inline id="mark-{$note/@xml:id}">
      <xsl:for-each select="$note">
        <xsl:variable name="label"><xsl:call-template name="note-label"/></xsl:variable>
        <xsl:call-template name="record"><xsl:with-param name="kind" select="'marks'"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
      </xsl:for-each>
      <xsl:attribute name="g:nested"><xsl:value-of select="$is-nested"/></xsl:attribute>
      <xsl:call-template name="inward">
        <xsl:with-param name="id" select="$note/@xml:id"/>
        <xsl:with-param name="colour" select="$rubric"/>
        <xsl:with-param name="body"><xsl:call-template name="mark-letters"><xsl:with-param name="note" select="$note"/></xsl:call-template></xsl:with-param>
      </xsl:call-template>
    </fo:inline>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="$part != 'all' or $is-nested"><xsl:copy-of select="$mark"/></xsl:when>
    <xsl:otherwise>
      <fo:footnote>
        <xsl:copy-of select="$mark"/>
        <fo:footnote-body><xsl:apply-templates select="$note" mode="note"/></fo:footnote-body>
      </fo:footnote>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- ==== notes ==== -->

<!-- A footnote takes over how the words around its mark are set: all of it is said anew. -->
<xsl:attribute-set name="note">
  <xsl:attribute name="font-family"><xsl:call-template name="fonts"/></xsl:attribute>
  <xsl:attribute name="font-size">9pt</xsl:attribute>
  <xsl:attribute name="line-height"><xsl:value-of select="$line-height - 0.08"/></xsl:attribute>
  <xsl:attribute name="font-style">normal</xsl:attribute>
  <xsl:attribute name="font-weight">normal</xsl:attribute>
  <xsl:attribute name="color"><xsl:value-of select="$ink"/></xsl:attribute>
  <xsl:attribute name="text-align">justify</xsl:attribute>
  <xsl:attribute name="text-indent">0pt</xsl:attribute>
  <xsl:attribute name="start-indent">0pt</xsl:attribute>
  <xsl:attribute name="end-indent">0pt</xsl:attribute>
  <xsl:attribute name="hyphenate">true</xsl:attribute>
  <xsl:attribute name="linefeed-treatment">treat-as-space</xsl:attribute>
  <xsl:attribute name="white-space-treatment">ignore-if-surrounding-linefeed</xsl:attribute>
  <xsl:attribute name="white-space-collapse">true</xsl:attribute>
  <xsl:attribute name="keep-together.within-page">auto</xsl:attribute>
  <xsl:attribute name="keep-with-next.within-page">auto</xsl:attribute>
  <xsl:attribute name="xml:lang"><xsl:value-of select="$language"/></xsl:attribute>
</xsl:attribute-set>

<xsl:template match="d:footnote | d:annotation" mode="note">
  <fo:block id="{@xml:id}" xsl:use-attribute-sets="note" space-after="2.5pt">
    <xsl:variable name="label"><xsl:call-template name="note-label"/></xsl:variable>
    <xsl:call-template name="record"><xsl:with-param name="kind" select="'notes'"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
    <xsl:call-template name="note-body"/>
  </fo:block>
  <xsl:call-template name="notes-within"/>
</xsl:template>

<xsl:template match="*" mode="note">
  <xsl:call-template name="stop"><xsl:with-param name="why">a passage is annotated by `<xsl:value-of select="@xml:id"/>`, which is a &lt;<xsl:value-of select="name()"/>></xsl:with-param></xsl:call-template>
</xsl:template>

<!-- The notes whose marks stand in this one. -->
<xsl:template name="notes-within">
  <xsl:variable name="outer" select="."/>
  <xsl:for-each select=".//*[self::d:footnote or @annotations]">
    <xsl:if test="count(ancestor::*[self::d:footnote or self::d:annotation][1] | $outer) = 1">
      <xsl:choose>
        <xsl:when test="self::d:footnote"><xsl:apply-templates select="." mode="note"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="annotating-notes"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:for-each>
</xsl:template>

<xsl:template name="annotating-notes">
  <xsl:param name="ids" select="concat(normalize-space(@annotations), ' ')"/>
  <xsl:if test="substring-before($ids, ' ') != ''">
    <xsl:apply-templates select="key('id', substring-before($ids, ' '))" mode="note"/>
    <xsl:call-template name="annotating-notes"><xsl:with-param name="ids" select="substring-after($ids, ' ')"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<xsl:template name="back-link">
  <fo:basic-link internal-destination="mark-{@xml:id}" role="Lbl" color="{$rubric}" font-weight="normal">
    <xsl:attribute name="fox:alt-text"><xsl:call-template name="note-label"/> ↩</xsl:attribute>
    <xsl:call-template name="mark-letters"><xsl:with-param name="note" select="."/></xsl:call-template>
  </fo:basic-link>
  <fo:inline>&#xA0;</fo:inline>
</xsl:template>

<!-- What a note says: the first paragraph runs on from its label and title. A footnote has no title in DocBook:
     a first paragraph that is all strong but for the layer's label stands for it, and the text runs on from that. -->
<xsl:template name="note-body">
  <xsl:param name="label"><xsl:call-template name="back-link"/></xsl:param>
  <xsl:variable name="title" select="(d:info/d:title | d:title)[1]"/>
  <xsl:variable name="blocks" select="*[not(self::d:info or self::d:title)]"/>
  <xsl:variable name="first" select="$blocks[1][self::d:para or self::d:simpara]"/>
  <xsl:variable name="is-title" select="$first/d:emphasis[@role = 'strong'] and count($first/*[not(@role = 'label')]) = 1 and not($first/text()[normalize-space() != ''])"/>
  <xsl:variable name="second" select="$blocks[2][$is-title][self::d:para or self::d:simpara]"/>
  <fo:block>
    <xsl:for-each select="$first[1]"><xsl:call-template name="id-attribute"/><xsl:call-template name="language-attributes"/></xsl:for-each>
    <xsl:if test="not($first)"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
    <xsl:copy-of select="$label"/>
    <xsl:if test="$title"><fo:inline font-weight="bold"><xsl:apply-templates select="$title"/></fo:inline><xsl:text>&#x2002;</xsl:text></xsl:if>
    <xsl:for-each select="$first[not(@role = 'signature')]"><xsl:call-template name="linked"/><xsl:call-template name="own-marks"/></xsl:for-each>
    <xsl:for-each select="$second[not(@role = 'signature')]"><xsl:text>&#x2002;</xsl:text><xsl:call-template name="linked"/><xsl:call-template name="own-marks"/></xsl:for-each>
    <!-- A note that is only its label and a signature. -->
    <xsl:for-each select="($first | $second)[@role = 'signature']"><xsl:call-template name="signature"/></xsl:for-each>
  </fo:block>
  <xsl:apply-templates select="$blocks[count(. | $first | $second) > count($first | $second)]"/>
  <xsl:if test="d:info/d:author | d:info/d:authorinitials | d:info/d:date">
    <fo:block text-align="end" color="{$soft-ink}"><xsl:for-each select="d:info"><xsl:call-template name="signature"/></xsl:for-each></fo:block>
  </xsl:if>
</xsl:template>

<xsl:template match="d:para[@role = 'signature'][d:author or d:date]" priority="1">
  <fo:block text-align="end" color="{$soft-ink}"><xsl:call-template name="signature"/></fo:block>
</xsl:template>

<!-- Who wrote a note and when. -->
<xsl:template name="signature">
  <xsl:text>—&#xA0;</xsl:text>
  <xsl:for-each select="d:author | d:authorinitials"><xsl:apply-templates select="." mode="plain"/></xsl:for-each>
  <xsl:if test="d:date">
    <xsl:if test="d:author | d:authorinitials"><xsl:call-template name="word"><xsl:with-param name="name" select="'comma'"/></xsl:call-template></xsl:if>
    <xsl:call-template name="long-date"><xsl:with-param name="iso" select="d:date"/></xsl:call-template>
  </xsl:if>
</xsl:template>

<!-- Replies stand under their note, each behind its own mark. -->
<xsl:template match="d:variablelist[@role = 'replies']" priority="1">
  <xsl:for-each select="d:varlistentry">
    <fo:block id="{@xml:id}" start-indent="inherited-property-value(start-indent) + 1.2em" space-before="2pt">
      <xsl:call-template name="record"><xsl:with-param name="kind" select="'notes'"/><xsl:with-param name="label" select="@xreflabel"/></xsl:call-template>
      <xsl:attribute name="g:whole"><xsl:value-of select="not(@xreflabel)"/></xsl:attribute>
      <xsl:for-each select="d:listitem">
        <xsl:call-template name="note-body">
          <xsl:with-param name="label">
            <xsl:if test="normalize-space(../d:term) != ''">
              <fo:inline id="mark-{../@xml:id}" role="Lbl" color="{$rubric}" font-size="70%" baseline-shift="0.36em">
                <xsl:if test="../@xreflabel">
                  <xsl:for-each select=".."><xsl:call-template name="record"><xsl:with-param name="kind" select="'marks'"/><xsl:with-param name="label" select="@xreflabel"/></xsl:call-template></xsl:for-each>
                  <xsl:attribute name="g:nested">true</xsl:attribute>
                </xsl:if>
                <xsl:value-of select="normalize-space(../d:term)"/>
              </fo:inline>
              <fo:inline>&#xA0;</fo:inline>
            </xsl:if>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
    </fo:block>
  </xsl:for-each>
</xsl:template>

<!-- An annotation was printed where its mark stands. -->
<xsl:template match="d:annotation"/>

<!-- ==== notes on the whole essay ==== -->

<!-- They stand under the abstract, with their label, without a mark. -->
<xsl:template name="whole-notes">
  <xsl:variable name="root" select="/*/@xml:id"/>
  <xsl:for-each select="($info/d:annotation | /*/d:annotation)[contains(concat(' ', @annotates, ' '), concat(' ', $root, ' '))]">
    <xsl:variable name="label"><xsl:call-template name="note-label"/></xsl:variable>
    <fo:block id="{@xml:id}" xsl:use-attribute-sets="note" space-before="8pt" space-after="8pt" start-indent="6mm"
        border-start-width="0.6pt" border-start-style="solid" border-start-color="{$rubric}" padding-start="3mm" g:whole="true">
      <xsl:call-template name="record"><xsl:with-param name="kind" select="'notes'"/><xsl:with-param name="label" select="$label"/></xsl:call-template>
      <xsl:call-template name="note-body">
        <xsl:with-param name="label"><fo:inline role="Lbl" font-size="8.2pt" font-weight="bold" color="{$rubric}"><xsl:value-of select="$label"/></fo:inline><xsl:text>&#x2002;</xsl:text></xsl:with-param>
      </xsl:call-template>
    </fo:block>
    <xsl:call-template name="notes-within"/>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
