/** Combining characters for TeX's accent commands, and the letters that take each where text may not be TeX at all. */
export const texAccents: Readonly<Record<string, { mark: string; letters: RegExp }>> = {
  "'": { mark: '\u0301', letters: /[aceilnorsuyzgkmpwæø]/i },
  '`': { mark: '\u0300', letters: /[aeiounwy]/i },
  '^': { mark: '\u0302', letters: /[aceghijosuwyz]/i },
  '"': { mark: '\u0308', letters: /[aeiouywxh]/i },
  '~': { mark: '\u0303', letters: /[aeionuvy]/i },
  '=': { mark: '\u0304', letters: /[aeiouyæg]/i },
  '.': { mark: '\u0307', letters: /[abcdefghilmnoprstwxyz]/i },
  c: { mark: '\u0327', letters: /[cdeghklnrst]/i },
  v: { mark: '\u030C', letters: /[acdeghijklnorstuz]/i },
  u: { mark: '\u0306', letters: /[aegiou]/i },
  H: { mark: '\u030B', letters: /[ou]/i },
  k: { mark: '\u0328', letters: /[aeiou]/i },
  r: { mark: '\u030A', letters: /[auwy]/i },
  b: { mark: '\u0331', letters: /[bdhklnrtz]/i },
  d: { mark: '\u0323', letters: /[abdehiklmnorstuvwyz]/i },
};

/** Commands that stand for letters of words: in TeX the blank after them belongs to the command. */
export const texLetters: ReadonlyMap<string, string> = pairs(`
  aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß i i j j dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
`);

/** Commands that stand for a sign. */
export const texSigns: ReadonlyMap<string, string> = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
  lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ
  psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  times × cdot · div ÷ pm ± mp ∓ ast * star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ odot ⊙ leq ≤ le ≤
  leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ ll ≪ gg ≫
  prec ≺ succ ≻ lesssim ≲ gtrsim ≳ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ in ∈ notin ∉ ni ∋ cup ∪
  cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ wedge ∧ land ∧ vee ∨ lor ∨ to →
  rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⇒ iff ⇔
  mapsto ↦ uparrow ↑ downarrow ↓ longrightarrow → infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ surd √
  ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ angle ∠ perp ⊥ parallel ∥ mid | vert | Vert ‖ langle ⟨ rangle ⟩
  lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ dagger † ddagger ‡ prime ′ degree ° textdegree ° ldots … dots …
  cdots ⋯ textellipsis … S § P ¶ copyright © textcopyright © textregistered ® texttrademark ™ pounds £
  textsterling £ euro € texteuro € EUR € textmu µ textendash – textemdash — textquoteleft ‘
  textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle ' textasciitilde ~
  textasciicircum ^ textunderscore _ textbar | textless < textgreater >
  LaTeX LaTeX TeX TeX lt < gt > And & textperiodcentered · textbullet • guillemotleft «
  guillemotright »
`);

/** Commands that stand for a blank. */
export const texBlanks: ReadonlySet<string> = new Set(words('quad qquad space newline par'));

/** Commands that change how text looks and say nothing. */
export const texSwitches: ReadonlySet<string> = new Set(
  words(
    'em it bf sc tt rm sf sl cal itshape bfseries scshape ttfamily rmfamily sffamily normalfont small large Large tiny ' +
      'footnotesize normalsize displaystyle textstyle left right big Big bigg Bigg bigl bigr Bigl Bigr limits nolimits ' +
      'emph textbf textit texttt textsc textrm textsf underline mathbf mathrm mathcal mathbb mathit mathsf mathfrak ' +
      'noindent centering protect ensuremath xspace relax nobreak linebreak maketitle',
  ),
);

/** Commands whose argument is no part of the sentence. */
export const texSilent: ReadonlySet<string> = new Set(
  words(
    'cite citep citet citeauthor citeyear citealp nocite ref eqref cref autoref pageref label vspace hspace begin end ' +
      'bibliographystyle thanks footnotemark index color phantom',
  ),
);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** "name sign name sign …" as a map. */
function pairs(text: string): Map<string, string> {
  const list = words(text);
  return new Map(list.flatMap((name, i) => (i % 2 === 0 ? [[name, list[i + 1]] as const] : [])));
}
