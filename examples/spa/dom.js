const SVG = 'http://www.w3.org/2000/svg'

function make(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (value !== false) node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children)
  return node
}

/** An HTML element; text children become text nodes, so no text can become markup.
 *  @example el('a', { href: 'tents' }, 'All tents') */
export const el = (tag, attributes = {}, ...children) =>
  make(document.createElement(tag), attributes, children)

/** The same for SVG. */
export const svg = (tag, attributes = {}, ...children) =>
  make(document.createElementNS(SVG, tag), attributes, children)
