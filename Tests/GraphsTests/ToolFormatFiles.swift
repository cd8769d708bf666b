/// Small files as the tools that are named write them.
extension ToolFormatTests {
  static let networkxGML = """
    graph [
      name "small"
      node [
        id 0
        label "Anna"
        role "boss"
      ]
      node [
        id 1
        label "M&#252;ller &#38; &quot;Co&quot;"
        role "clerk"
      ]
      node [
        id 2
        label "Zoe"
        role "clerk"
      ]
      edge [
        source 0
        target 1
        weight 0.5
      ]
      edge [
        source 1
        target 2
        weight 2
      ]
    ]

    """
  static let yEdGML = """
    Creator\t"yFiles"
    Version\t"2.18"
    graph
    [
    \thierarchic\t1
    \tlabel\t""
    \tdirected\t1
    \tnode
    \t[
    \t\tid\t0
    \t\tlabel\t"Anna"
    \t\tgraphics
    \t\t[
    \t\t\tx\t10.0
    \t\t\tfill\t"#FFCC00"
    \t\t]
    \t]
    \tnode
    \t[
    \t\tid\t1
    \t\tlabel\t"Zoe"
    \t]
    \tedge
    \t[
    \t\tsource\t0
    \t\ttarget\t1
    \t]
    ]

    """
  static let igraphGML = """
    Creator "igraph version 0.10.4 Mon Nov 25 10:00:00 2024"
    Version 1
    graph
    [
      directed 0
      node
      [
        id 0
        name "Anna"
      ]
      node
      [
        id 1
        name "Zoe"
      ]
      edge
      [
        source 1
        target 0
        weight 3
      ]
    ]

    """
  static let leda = """
    LEDA.GRAPH
    string
    short
    -2
    3
    |{YAL001C}|
    |{YBR123C}|
    |{YDR362C}|
    2
    1 2 0 |{}|
    3 2 0 |{}|

    """
  static let cytoscape = """
    {
      "format_version" : "1.0",
      "generated_by" : "cytoscape-3.9.1",
      "target_cytoscapejs_version" : "~2.1",
      "data" : { "shared_name" : "small", "SUID" : 52 },
      "elements" : {
        "nodes" : [ {
          "data" : { "id" : "62", "shared_name" : "YAL001C", "name" : "YAL001C", "SUID" : 62 },
          "position" : { "x" : 1.5, "y" : -2.0 },
          "selected" : false
        }, {
          "data" : { "id" : "64", "shared_name" : "YBR123C", "name" : "YBR123C", "SUID" : 64 },
          "position" : { "x" : 0, "y" : 0 }
        } ],
        "edges" : [ {
          "data" : { "id" : "66", "source" : "62", "target" : "64", "interaction" : "pp" },
          "selected" : false
        } ]
      }
    }

    """
  static let pajek = """
    *Vertices 3
    1 "Anna K" 0.1 0.2 0.5
    2 "Bert" 0.3 0.2 0.5
    3 "Zoe" 0.3 0.8 0.5
    *Arcs
    1 2 2.5 c Blue
    *Edges
    2 3 1

    """
  static let gephi = """
    <?xml version='1.0' encoding='UTF-8'?>
    <gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
      <meta lastmodifieddate="2024-03-01"><creator>Gephi 0.10.1</creator></meta>
      <graph defaultedgetype="undirected" mode="static">
        <attributes class="node" mode="static">
          <attribute id="modularity_class" title="Modularity Class" type="integer">
            <default>0</default>
          </attribute>
          <attribute id="rank" title="Rank" type="double"/>
        </attributes>
        <nodes>
          <node id="a" label="Anna">
            <attvalues><attvalue for="modularity_class" value="1"/><attvalue for="rank" value="0.25"/></attvalues>
            <viz:size value="10.0"/>
          </node>
          <node id="b" label="Bert"><attvalues><attvalue for="rank" value="0.75"/></attvalues></node>
          <node id="c" label="Carl"><attvalues><attvalue for="rank" value="1"/></attvalues></node>
        </nodes>
        <edges>
          <edge id="0" source="a" target="b" weight="2.0"/>
          <edge id="1" source="b" target="c"/>
        </edges>
      </graph>
    </gexf>

    """
}
