<?xml version="1.0" encoding="UTF-8"?>
<!-- Elements inside a line. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:d="http://docbook.org/ns/docbook" xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns:g="urn:gloss:print" exclude-result-prefixes="d xlink">

<!-- ==== languages ==== -->

<!-- Words in another language, or direction: with its hyphenation and its fonts. -->
<xsl:template name="language-attributes">
  <xsl:if test="@xml:lang">
    <xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute>
    <xsl:attribute name="font-family"><xsl:call-template name="fonts"><xsl:with-param name="of" select="@xml:lang"/></xsl:call-template></xsl:attribute>
  </xsl:if>
</xsl:template>

<xsl:template name="plain-inline">
  <xsl:choose>
    <xsl:when test="@dir">
      <fo:bidi-override direction="{translate(@dir, 'o', 't')}" unicode-bidi="embed"><xsl:call-template name="plain-content"/></fo:bidi-override>
    </xsl:when>
    <xsl:when test="@xml:id or @xml:lang"><fo:inline><xsl:call-template name="plain-content"/></fo:inline></xsl:when>
    <xsl:otherwise><xsl:call-template name="linked"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="plain-content">
  <xsl:call-template name="id-attribute"/>
  <xsl:call-template name="language-attributes"/>
  <xsl:call-template name="linked"/>
</xsl:template>

<!-- ==== emphasis, code, small things ==== -->

<xsl:template match="d:emphasis">
  <xsl:variable name="role" select="concat(' ', @role, ' ')"/>
  <fo:inline>
    <xsl:call-template name="language-attributes"/>
    <xsl:choose>
      <xsl:when test="contains($role, ' strong ') or contains($role, ' bold ')"><xsl:attribute name="font-weight">bold</xsl:attribute></xsl:when>
      <xsl:when test="contains($role, ' strikethrough ') or contains($role, ' strike ')"><xsl:attribute name="text-decoration">line-through</xsl:attribute></xsl:when>
      <xsl:when test="contains($role, ' underline ')"><xsl:attribute name="text-decoration">underline</xsl:attribute></xsl:when>
      <xsl:when test="contains($role, ' smallcaps ')"/>
      <xsl:when test="contains($role, ' label ')">
        <xsl:attribute name="font-style">italic</xsl:attribute>
        <xsl:attribute name="color"><xsl:value-of select="$soft-ink"/></xsl:attribute>
      </xsl:when>
      <!-- Emphasis within what is in italics is upright. -->
      <xsl:when test="count(ancestor::d:emphasis[not(@role)] | ancestor::d:citetitle) mod 2 = 1"><xsl:attribute name="font-style">normal</xsl:attribute></xsl:when>
      <xsl:otherwise><xsl:attribute name="font-style">italic</xsl:attribute></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates/>
  </fo:inline>
</xsl:template>

<xsl:template match="d:citetitle | d:wordasword">
  <fo:inline font-style="italic"><xsl:call-template name="plain-content"/></fo:inline>
</xsl:template>

<xsl:template match="d:literal | d:code | d:command | d:filename | d:option | d:varname | d:function | d:computeroutput | d:userinput | d:markup">
  <fo:inline font-family="{$code-fonts}" font-size="86%" hyphenate="false"><xsl:apply-templates/></fo:inline>
</xsl:template>

<xsl:template match="d:keycap">
  <fo:inline font-family="{$code-fonts}" font-size="78%" hyphenate="false" border="0.4pt solid {$soft-ink}" padding="1pt 2pt"><xsl:apply-templates/></fo:inline>
</xsl:template>

<xsl:template match="d:superscript">
  <fo:inline font-size="70%" baseline-shift="0.36em"><xsl:apply-templates/></fo:inline>
</xsl:template>
<xsl:template match="d:subscript">
  <fo:inline font-size="70%" baseline-shift="-0.16em"><xsl:apply-templates/></fo:inline>
</xsl:template>

<xsl:template match="d:quote">
  <xsl:variable name="is-inner" select="count(ancestor::d:quote) mod 2 = 1"/>
  <xsl:variable name="marks">
    <xsl:choose>
      <xsl:when test="$primary-language = 'de'">„“‚‘</xsl:when>
      <xsl:when test="$primary-language = 'fr'">«»“”</xsl:when>
      <xsl:when test="$primary-language = 'ja'">「」『』</xsl:when>
      <xsl:otherwise>“”‘’</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:value-of select="substring($marks, 1 + 2 * $is-inner, 1)"/>
  <xsl:call-template name="plain-inline"/>
  <xsl:value-of select="substring($marks, 2 + 2 * $is-inner, 1)"/>
</xsl:template>

<xsl:template match="d:foreignphrase | d:abbrev | d:acronym | d:trademark | d:personname | d:firstname | d:surname | d:givenname
    | d:orgname | d:date | d:year | d:holder | d:citation | d:productname | d:keycombo | d:inlineequation | d:mathphrase">
  <xsl:call-template name="plain-inline"/>
</xsl:template>

<xsl:template match="d:anchor"><fo:inline id="{@xml:id}"/></xsl:template>

<!-- A phrase is most often the passage of a note; its mark stands after it. -->
<xsl:template match="d:phrase">
  <xsl:variable name="role" select="concat(' ', @role, ' ')"/>
  <xsl:choose>
    <xsl:when test="@revisionflag = 'deleted' or contains($role, ' strikethrough ')">
      <fo:inline text-decoration="line-through"><xsl:call-template name="plain-content"/></fo:inline>
    </xsl:when>
    <xsl:when test="@revisionflag = 'added' or contains($role, ' underline ')">
      <fo:inline text-decoration="underline"><xsl:call-template name="plain-content"/></fo:inline>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="plain-inline"/></xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="own-marks"/>
</xsl:template>

<!-- ==== links ==== -->

<xsl:variable name="colon" select="':'"/>

<!-- A relative address cannot be followed from paper: its text is printed. -->
<xsl:template name="outward">
  <xsl:param name="address"/>
  <xsl:param name="body"/>
  <xsl:param name="colour" select="$verdigris"/>
  <xsl:variable name="scheme" select="substring-before($address, $colon)"/>
  <xsl:choose>
    <xsl:when test="contains(' http https mailto tel ftp doi ', concat(' ', $scheme, ' ')) and $scheme != ''">
      <fo:basic-link external-destination="url('{$address}')" color="{$colour}" fox:alt-text="{$address}"><xsl:copy-of select="$body"/></fo:basic-link>
    </xsl:when>
    <xsl:otherwise><xsl:copy-of select="$body"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- A link inside the document, or only its words where this part of the essay has no such element. -->
<xsl:template name="inward">
  <xsl:param name="id"/>
  <xsl:param name="body"/>
  <xsl:param name="wanted-by"/>
  <xsl:param name="colour" select="$verdigris"/>
  <xsl:variable name="target" select="key('id', $id)"/>
  <xsl:if test="not($target)">
    <xsl:call-template name="stop"><xsl:with-param name="why"><xsl:value-of select="$wanted-by"/> points to `<xsl:value-of select="$id"/>`, and nothing has that id</xsl:with-param></xsl:call-template>
  </xsl:if>
  <xsl:variable name="is-absent"><xsl:call-template name="is-absent"><xsl:with-param name="target" select="$target"/></xsl:call-template></xsl:variable>
  <xsl:choose>
    <xsl:when test="$is-absent = 'true'"><xsl:copy-of select="$body"/></xsl:when>
    <xsl:otherwise>
      <fo:basic-link internal-destination="{$id}" color="{$colour}">
        <xsl:attribute name="fox:alt-text"><xsl:apply-templates select="$target" mode="name"/></xsl:attribute>
        <xsl:copy-of select="$body"/>
      </fo:basic-link>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What a part of the essay leaves out cannot be led to. -->
<xsl:template name="is-absent">
  <xsl:param name="target"/>
  <xsl:choose>
    <xsl:when test="$part = 'reader'"><xsl:value-of select="boolean($target/ancestor-or-self::d:footnote | $target/ancestor-or-self::d:annotation)"/></xsl:when>
    <xsl:when test="$part = 'notebook'"><xsl:value-of select="not($target/ancestor-or-self::d:footnote | $target/ancestor-or-self::d:annotation | $target/self::d:article)"/></xsl:when>
    <xsl:otherwise>false</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- References count as the essay's own but for those of the glossary, the licence and the people. -->
<xsl:template name="record-reference">
  <xsl:param name="to"/>
  <xsl:if test="not(ancestor::d:glossary | ancestor::d:legalnotice | ancestor::d:bibliosource | ancestor::d:author[not(.//d:personblurb)])">
    <xsl:variable name="id">g.ref.<xsl:value-of select="local-name()"/>.<xsl:number level="any"/></xsl:variable>
    <fo:wrapper id="{$id}" g:kind="references" g:to="{$to}"/>
  </xsl:if>
</xsl:template>

<!-- The words by which a link names its end. -->
<xsl:template match="*" mode="name">
  <xsl:variable name="title"><xsl:apply-templates select="(d:title | d:info/d:title | d:glossterm)[1]" mode="plain"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="$title != ''"><xsl:value-of select="$title"/></xsl:when>
    <xsl:when test="@xreflabel"><xsl:value-of select="@xreflabel"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@xml:id"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template match="d:footnote | d:annotation" mode="name">
  <xsl:call-template name="word"><xsl:with-param name="name" select="'note'"/></xsl:call-template>
  <xsl:text> </xsl:text>
  <xsl:call-template name="note-label"/>
</xsl:template>

<xsl:template match="d:xref">
  <xsl:call-template name="record-reference"><xsl:with-param name="to" select="@linkend"/></xsl:call-template>
  <xsl:call-template name="inward">
    <xsl:with-param name="id" select="@linkend"/>
    <xsl:with-param name="wanted-by" select="'a reference'"/>
    <xsl:with-param name="body"><xsl:apply-templates select="key('id', @linkend)" mode="reference"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- What a reference says that has no words of its own. -->
<xsl:template match="*" mode="reference">
  <xsl:choose>
    <xsl:when test="@xreflabel"><xsl:value-of select="@xreflabel"/></xsl:when>
    <xsl:when test="d:title | d:info/d:title">“<xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/>”</xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="stop"><xsl:with-param name="why">a reference to `<xsl:value-of select="@xml:id"/>` has no text, and a &lt;<xsl:value-of select="name()"/>> gives it none</xsl:with-param></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template match="d:figure | d:table | d:example | d:informalfigure | d:informaltable" mode="reference">
  <xsl:variable name="numbered"><xsl:call-template name="figure-number"/></xsl:variable>
  <xsl:choose>
    <xsl:when test="$numbered != ''"><xsl:value-of select="$numbered"/></xsl:when>
    <xsl:otherwise><xsl:apply-templates select="(d:title | d:info/d:title)[1]" mode="plain"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template match="d:footnote | d:annotation" mode="reference"><xsl:call-template name="note-label"/></xsl:template>
<xsl:template match="d:glossentry" mode="reference"><xsl:apply-templates select="d:glossterm" mode="plain"/></xsl:template>

<!-- Once more the mark of a note that is no footnote. -->
<xsl:template match="d:link[contains(concat(' ', @role, ' '), ' mark ')]" priority="1">
  <xsl:call-template name="inward">
    <xsl:with-param name="id" select="@linkend"/>
    <xsl:with-param name="wanted-by" select="'a second mark'"/>
    <xsl:with-param name="colour" select="$rubric"/>
    <xsl:with-param name="body"><xsl:call-template name="mark-letters"><xsl:with-param name="note" select="key('id', @linkend)"/></xsl:call-template></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="d:link">
  <xsl:if test="@xml:id"><fo:inline id="{@xml:id}"/></xsl:if>
  <xsl:variable name="words" select="normalize-space()"/>
  <xsl:variable name="near" select="substring-after(@xlink:href, '#')"/>
  <xsl:call-template name="record-reference"><xsl:with-param name="to"><xsl:value-of select="@linkend"/><xsl:if test="not(@linkend)"><xsl:value-of select="@xlink:href"/></xsl:if></xsl:with-param></xsl:call-template>
  <xsl:choose>
    <xsl:when test="@linkend">
      <xsl:call-template name="inward">
        <xsl:with-param name="id" select="@linkend"/>
        <xsl:with-param name="wanted-by" select="concat('the link “', $words, '”')"/>
        <xsl:with-param name="body">
          <xsl:choose>
            <xsl:when test="node()"><xsl:call-template name="link-words"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="key('id', @linkend)" mode="reference"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="starts-with(@xlink:href, '#') and key('id', $near)">
      <xsl:call-template name="inward">
        <xsl:with-param name="id" select="$near"/>
        <xsl:with-param name="body"><xsl:call-template name="link-words"/></xsl:with-param>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="outward">
        <xsl:with-param name="address" select="@xlink:href"/>
        <xsl:with-param name="body">
          <xsl:choose>
            <xsl:when test="not(node())"><xsl:value-of select="@xlink:href"/></xsl:when>
            <xsl:when test="$words = @xlink:href"><fo:inline hyphenate="false"><xsl:apply-templates/></fo:inline></xsl:when>
            <xsl:otherwise><xsl:call-template name="link-words"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The id of a link stands before it, for two of one name cannot be. -->
<xsl:template name="link-words">
  <xsl:choose>
    <xsl:when test="@xml:lang"><fo:inline><xsl:call-template name="language-attributes"/><xsl:apply-templates/></fo:inline></xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- The link that an element of another name may carry, such as a picture or a paragraph. -->
<xsl:template name="linked">
  <xsl:param name="body"><xsl:apply-templates/></xsl:param>
  <xsl:choose>
    <xsl:when test="@linkend">
      <xsl:call-template name="record-reference"><xsl:with-param name="to" select="@linkend"/></xsl:call-template>
      <xsl:call-template name="inward">
        <xsl:with-param name="id" select="@linkend"/>
        <xsl:with-param name="wanted-by" select="concat('a &lt;', name(), '>')"/>
        <xsl:with-param name="colour" select="'inherit'"/>
        <xsl:with-param name="body" select="$body"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:when test="@xlink:href">
      <xsl:call-template name="record-reference"><xsl:with-param name="to" select="@xlink:href"/></xsl:call-template>
      <xsl:call-template name="outward">
        <xsl:with-param name="address" select="@xlink:href"/>
        <xsl:with-param name="colour" select="'inherit'"/>
        <xsl:with-param name="body" select="$body"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:copy-of select="$body"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="d:uri">
  <xsl:variable name="address"><xsl:value-of select="@xlink:href"/><xsl:if test="not(@xlink:href)"><xsl:value-of select="normalize-space()"/></xsl:if></xsl:variable>
  <xsl:call-template name="record-reference"><xsl:with-param name="to" select="$address"/></xsl:call-template>
  <xsl:call-template name="address"><xsl:with-param name="to" select="$address"/><xsl:with-param name="words" select="normalize-space()"/></xsl:call-template>
</xsl:template>

<xsl:template match="d:email">
  <xsl:variable name="address" select="concat('mailto:', normalize-space())"/>
  <xsl:call-template name="record-reference"><xsl:with-param name="to" select="$address"/></xsl:call-template>
  <xsl:call-template name="address"><xsl:with-param name="to" select="$address"/><xsl:with-param name="words" select="normalize-space()"/></xsl:call-template>
</xsl:template>

<!-- An address is never hyphenated; the driver lets it break after the marks that join its parts. -->
<xsl:template name="address">
  <xsl:param name="to"/>
  <xsl:param name="words" select="$to"/>
  <xsl:call-template name="outward">
    <xsl:with-param name="address" select="$to"/>
    <xsl:with-param name="body"><fo:inline hyphenate="false"><xsl:value-of select="$words"/></fo:inline></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- ==== terms ==== -->

<!-- Each use of a term leaves a record, from which the glossary takes its pages. -->
<xsl:template match="d:glossterm | d:firstterm">
  <xsl:choose>
    <xsl:when test="not(@linkend)"><xsl:call-template name="plain-inline"/></xsl:when>
    <xsl:otherwise>
      <xsl:variable name="use"><xsl:call-template name="use-id"/></xsl:variable>
      <fo:inline id="{$use}">
        <xsl:if test="not(ancestor::d:glossary) and $part != 'notebook'">
          <xsl:call-template name="record"><xsl:with-param name="kind" select="'terms'"/><xsl:with-param name="of" select="@linkend"/></xsl:call-template>
          <xsl:attribute name="g:text"><xsl:apply-templates select="." mode="plain"/></xsl:attribute>
        </xsl:if>
        <xsl:call-template name="language-attributes"/>
        <xsl:call-template name="inward">
          <xsl:with-param name="id" select="@linkend"/>
          <xsl:with-param name="wanted-by" select="concat('the term “', normalize-space(), '”')"/>
          <xsl:with-param name="body"><xsl:apply-templates/></xsl:with-param>
        </xsl:call-template>
      </fo:inline>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="use-id">
  <xsl:choose>
    <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
    <xsl:otherwise>g.use.<xsl:number level="any" count="d:glossterm | d:firstterm"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
