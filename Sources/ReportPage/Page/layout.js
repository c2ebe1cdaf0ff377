// Where the graph's targets stand: in layers from left to right, ordered so that few edges cross. Knows nothing of the page.

const NODE = { width: 188, height: 46, gapX: 56, gapY: 12, foldGap: 14, bend: 10 };

/** A layer of more targets than this is folded into columns. */
const FOLD = 14;

/** Each target one layer to the right of all that it waits for. */
function layersOf(nodes, edges) {
  const before = new Map(nodes.map((node) => [node, []]));
  for (const { from, to } of edges) before.get(to).push(from);
  const layer = new Map();
  const visit = (node) => {
    if (layer.has(node)) return layer.get(node);
    layer.set(node, 0); // A cycle, which no production has, ends here.
    const depth = Math.max(-1, ...before.get(node).map(visit)) + 1;
    layer.set(node, depth);
    return depth;
  };
  nodes.forEach(visit);
  return layer;
}

/** The points that an edge passes, one in each layer between its ends, take part in the ordering. */
function withBends(nodes, edges, layer) {
  const columns = [];
  const put = (point) => (columns[point.layer] ??= []).push(point);
  const points = new Map(nodes.map((node) => [node, { node, layer: layer.get(node), near: { left: [], right: [] } }]));
  points.forEach(put);
  const paths = edges.map((edge) => {
    const path = [points.get(edge.from)];
    for (let at = layer.get(edge.from) + 1; at < layer.get(edge.to); at++) {
      const bend = { node: null, layer: at, near: { left: [], right: [] } };
      put(bend);
      path.push(bend);
    }
    path.push(points.get(edge.to));
    for (let step = 1; step < path.length; step++) {
      path[step].near.left.push(path[step - 1]);
      path[step - 1].near.right.push(path[step]);
    }
    return { edge, path };
  });
  return { columns, paths };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Barycentre: sweeps in both directions put each point at the mean place of its neighbours. */
function order(columns) {
  const rank = (column) => column.forEach((point, place) => (point.rank = column.length > 1 ? place / (column.length - 1) : 0.5));
  columns.forEach(rank);
  const sweep = (column, side) => {
    for (const point of column)
      point.wish = point.near[side].length ? mean(point.near[side].map((other) => other.rank)) : point.rank;
    column.sort((one, other) => one.wish - other.wish || one.rank - other.rank);
    rank(column);
  };
  for (let round = 0; round < 6; round++) {
    columns.slice(1).forEach((column) => sweep(column, "left"));
    columns.slice(0, -1).reverse().forEach((column) => sweep(column, "right"));
  }
}

const heightOf = (point) => (point.node ? NODE.height : NODE.bend);
const apart = (one, other) => (heightOf(one) + heightOf(other)) / 2 + NODE.gapY;

/** The places nearest to the wished ones that keep order and distance: neighbours who would overlap move as one. */
function settle(column, wishes) {
  let offset = 0;
  const groups = [];
  column.forEach((point, place) => {
    if (place) offset += apart(column[place - 1], point);
    groups.push({ sum: wishes[place] - offset, members: [[point, offset]] });
    while (groups.length > 1 && groups.at(-2).sum / groups.at(-2).members.length > groups.at(-1).sum / groups.at(-1).members.length) {
      const last = groups.pop();
      groups.at(-1).sum += last.sum;
      groups.at(-1).members.push(...last.members);
    }
  });
  for (const { sum, members } of groups) for (const [point, by] of members) point.y = sum / members.length + by;
}

function stack(column) {
  let y = 0;
  column.forEach((point, place) => {
    y += place ? apart(column[place - 1], point) : heightOf(point) / 2;
    point.y = y;
  });
}

/** A layer in several columns, filled one after the other; its bends keep to the first. */
function fold(column) {
  const real = column.filter((point) => point.node);
  const columns = Math.ceil(real.length / FOLD);
  const rows = Math.ceil(real.length / columns);
  real.forEach((point, place) => {
    point.fold = Math.floor(place / rows);
    point.y = (place % rows) * (NODE.height + NODE.gapY) + NODE.height / 2;
  });
  const height = rows * (NODE.height + NODE.gapY);
  for (const point of column) if (!point.node) point.y = point.rank * height;
  return columns;
}

function placeDown(columns) {
  const folds = columns.map((column) => {
    const folded = column.filter((point) => point.node).length > FOLD;
    if (!folded) stack(column);
    return folded ? fold(column) : 1;
  });
  const neighbours = (point, sides) => sides.flatMap((side) => point.near[side]);
  const pull = (column, at, sides) => {
    if (folds[at] > 1) return;
    settle(column, column.map((point) => {
      const near = neighbours(point, sides);
      return near.length ? mean(near.map((other) => other.y)) : point.y;
    }));
  };
  for (let round = 0; round < 4; round++) {
    columns.forEach((column, at) => pull(column, at, ["left"]));
    for (let at = columns.length - 1; at >= 0; at--) pull(columns[at], at, ["right"]);
  }
  columns.forEach((column, at) => pull(column, at, ["left", "right"]));
  return folds;
}

/** Nodes with x and y (their left top), edges as lists of points, and the size of it all. */
function layOut(nodes, edges) {
  if (!nodes.length) return { places: new Map(), paths: [], columns: [], width: 0, height: 0 };
  const { columns, paths } = withBends(nodes, edges, layersOf(nodes, edges));
  order(columns);
  const folds = placeDown(columns);
  const all = columns.flat();
  const top = Math.min(...all.map((point) => point.y - heightOf(point) / 2));
  let x = 0;
  columns.forEach((column, at) => {
    for (const point of column) {
      point.x = x + (point.fold ?? 0) * (NODE.width + NODE.foldGap);
      point.y -= top;
    }
    x += folds[at] * (NODE.width + NODE.foldGap) - NODE.foldGap + NODE.gapX;
  });
  const places = new Map();
  for (const point of all) if (point.node) places.set(point.node, { x: point.x, y: point.y - NODE.height / 2 });
  return {
    places,
    columns: columns.map((column) => column.filter((point) => point.node).map((point) => point.node)),
    paths: paths.map(({ edge, path }) => ({ edge, points: path.map(({ x, y, node }) => ({ x, y, bend: !node })) })),
    width: x - NODE.gapX,
    height: Math.max(...all.map((point) => point.y + heightOf(point) / 2)),
  };
}
