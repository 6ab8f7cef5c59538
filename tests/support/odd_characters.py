"""One line full of what the formats use as marks, and of letters of other scripts."""

# As an author writes it in MyST, and as a reader sees it in every format.
WRITTEN = (
    r"""Jum'at “pun” "kata" عربي ꦗꦮ 中文 \<b> & {x} \~ = # : \\ \$x\$ \$\$y\$\$ \]\]> \\(z\\) """
    r"""\[sound:a.mp3\] `"lurus" 'a' <i> \n`"""
)
SHOWN = r"""Jum’at “pun” “kata” عربي ꦗꦮ 中文 <b> & {x} ~ = # : \ $x$ $$y$$ ]]> \(z\) [sound:a.mp3] "lurus" 'a' <i> \n"""
