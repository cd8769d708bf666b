/// How pages look: in light and in dark, on paper, and on a telephone.
enum PageStyle {
  /// Colors are those of Okabe & Ito (2008), which people who see colors differently tell apart; on dark ground lighter.
  static let css = #"""
    :root{color-scheme:light dark;--bg:#fff;--card:#f6f7f9;--text:#1b1d21;--muted:#565c66;--line:#d5d9e0;--link:#0a58a8;
    --o0:#0072b2;--o1:#d55e00;--o2:#009e73;--o3:#cc79a7;--o4:#e69f00;--o5:#56b4e9;--o6:#8c6d31;--o7:#1b1d21;--edge:#7f8794}
    @media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1d2127;--text:#e9ebee;--muted:#a8b0bb;--line:#3a414b;
    --link:#8cc4ff;--o0:#4aa8e8;--o1:#f28a45;--o2:#33c99e;--o3:#e3a0c8;--o4:#f2b84a;--o5:#a3dafa;--o6:#cdb077;--o7:#e9ebee;
    --edge:#7d8794}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
    "Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
    header,main,footer{max-width:1180px;margin:0 auto;padding:0 16px}
    h1{font-size:1.6rem;line-height:1.25;margin:1.2rem 0 .6rem}
    h2{font-size:1.25rem;margin:2.2rem 0 .4rem;padding-top:.6rem;border-top:1px solid var(--line)}
    h3{font-size:1.05rem;margin:1.4rem 0 .2rem}h4{font-size:.95rem;margin:.4rem 0 .1rem}
    a{color:var(--link)}p{margin:.5rem 0;max-width:75ch}
    .lead{font-size:1.12rem}.muted{color:var(--muted)}.small{font-size:.88rem}
    .skip{position:absolute;left:-9999px;top:0;background:var(--bg);padding:8px 12px;z-index:9}
    .skip:focus{left:8px;top:8px}
    :focus-visible{outline:3px solid var(--o4);outline-offset:2px}
    nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:.6rem 0;padding:0}
    button,select,input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--muted);border-radius:6px;
    padding:4px 10px;min-height:36px;max-width:100%}
    button{cursor:pointer;background:var(--card)}button:disabled{color:var(--muted);border-color:var(--line);cursor:default}
    table{border-collapse:collapse;margin:.6rem 0;font-size:.94rem}
    caption{text-align:left;padding:.3rem 0;color:var(--muted)}
    .scroll caption{position:sticky;left:0;max-width:calc(100vw - 40px)}caption b{color:var(--text)}
    th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line)}
    thead th{white-space:nowrap}tbody th{font-weight:600}
    .value{font-variant-numeric:tabular-nums;white-space:nowrap}
    .figures{width:100%}.figures th:first-child{min-width:7.5em}
    .scroll{overflow-x:auto;max-width:100%}
    .grid2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,430px),1fr));gap:16px}
    .grid2>.card:only-child{max-width:580px}.grid2>.map:nth-child(odd){grid-column:1/-1}
    @media (min-width:900px){.grid2>.map:nth-child(odd){display:grid;grid-template-columns:1fr 1.4fr;gap:16px;align-items:center}}
    .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:12px;margin:.6rem 0;min-width:0}
    figure.card{margin:0}figcaption{margin-bottom:.4rem}
    .chart{display:block;width:100%;height:auto;max-width:460px;margin:0 auto}
    .chart.map{max-width:560px}
    .chart text{font:13px system-ui,sans-serif;fill:var(--text)}.chart .tick{fill:var(--muted);font-size:12px}
    .grid{stroke:var(--line);fill:none}.axis,.frame{stroke:var(--muted);fill:none}
    .error{stroke:var(--muted);stroke-width:1.2;fill:none}
    .l0{--c:var(--o0)}.l1{--c:var(--o1)}.l2{--c:var(--o2)}.l3{--c:var(--o3)}.l4{--c:var(--o4)}.l5{--c:var(--o5)}
    .l6{--c:var(--o6)}.l7{--c:var(--o7)}
    .line{stroke:var(--c);stroke-width:2;fill:none}.d1{stroke-dasharray:7 3}.d2{stroke-dasharray:2 3}
    .d3{stroke-dasharray:9 3 2 3}.dashed{stroke-dasharray:4 4;stroke-width:1.5}
    .mark{fill:var(--c);stroke:var(--bg);stroke-width:.6}.hollow{fill:none;stroke:var(--c);stroke-width:2}.faint{opacity:.35}
    .bar{fill:var(--c)}.b1{fill-opacity:.3;stroke:var(--c);stroke-width:1.2}.b2{fill-opacity:.65}
    .b3{fill-opacity:.15;stroke:var(--c);stroke-dasharray:2 2}
    .heat{fill:var(--o0)}.border{stroke:var(--text);stroke-opacity:.28;stroke-width:.7;fill:none}
    .legend{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;padding:0;margin:.4rem 0;font-size:.92rem}
    .legend li{display:flex;align-items:center;gap:6px}
    .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:0 20px}
    .two ul{margin:.2rem 0;padding-left:1.2rem}
    details summary{cursor:pointer;padding:6px 0}
    .doubt{border-bottom:1px solid var(--line)}.doubt .value{margin:0 10px;color:var(--muted)}
    .tag{border:1px solid currentColor;border-radius:4px;padding:0 5px;font-size:.82rem;white-space:nowrap}
    .right{color:var(--o0)}.wrong{color:var(--o1)}
    .times .track{display:block;min-width:90px;height:.8em;margin-top:.35em}.times .track i{display:block;height:100%;
    background:var(--o0);min-width:1px}.times td:last-child{width:60%}
    pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px;white-space:pre-wrap;
    overflow-wrap:anywhere;margin:.4rem 0}
    .names{columns:9em;column-gap:18px;list-style:none;padding:0;margin:.4rem 0;font-size:.94rem}
    footer{color:var(--muted);font-size:.9rem;padding-bottom:2rem;margin-top:2rem}
    @media (max-width:640px){.figures thead{position:absolute;left:-9999px}.figures tr{display:grid;
    grid-template-columns:1fr auto;border-bottom:1px solid var(--line);padding:4px 0}.figures th,.figures td{border:0;padding:0}
    .figures td:last-child{grid-column:1/-1;color:var(--muted)}.figures,.figures tbody{display:block;width:100%}
    .figures caption{display:block}.wide{display:none}}
    @media print{button,nav,.controls{display:none}}
    """#

  /// Only the page on an alignment has these.
  static let drawingCSS = #"""
    .drawings{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:12px}
    .view{position:relative;margin:0}.view canvas{display:block;width:100%;aspect-ratio:1/1;max-height:80vh;background:var(--card);
    border:1px solid var(--line);border-radius:10px;touch-action:pan-y;cursor:crosshair}
    .controls{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin:.6rem 0}
    .controls label{display:flex;flex-direction:column;font-size:.88rem;color:var(--muted)}
    .controls label>*{color:var(--text)}
    #info{display:block;min-height:4.6em;margin:.5rem 0;padding:8px 12px;border-left:4px solid var(--o4);background:var(--card);
    border-radius:0 8px 8px 0}
    #table{width:100%}#table td,#table th{white-space:nowrap}
    #table thead button{border:0;background:none;padding:2px 0;min-height:32px;font-weight:600}
    #table th.name button{border:0;background:none;padding:0;min-height:28px;color:var(--link);text-align:left;
    text-decoration:underline;max-width:16em;overflow:hidden;text-overflow:ellipsis}
    #table td{max-width:18em;overflow:hidden;text-overflow:ellipsis}
    #table tr.on>*{background:color-mix(in srgb,var(--o4) 22%,transparent)}
    #table .num{font-variant-numeric:tabular-nums}
    """#
}
