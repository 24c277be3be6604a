/** The texts people read in a component or module of the app: JSX text, attributes, strings in code. */
import { parseSync } from 'vite';
import { MARKED_ELEMENTS, PROSE_ATTRIBUTES } from './prose-numbers.ts';

export interface Text {
  readonly text: string;
  /** Where it begins in the source, in characters. */
  readonly at: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : '';
}

/**
 * Every text of a TypeScript source that may reach a reader. Left out: imports, types, property
 * names, class names and other attributes that are code, and what stands in marked elements. A
 * template's fixed pieces count, its computed values do not.
 *
 * @throws Error when the source cannot be parsed; it names the file.
 */
export function componentTexts(source: string, file: string): Text[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const texts: Text[] = [];

  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAnnotation':
      case 'TSTypeParameterInstantiation':
        return;
      case 'JSXElement': {
        const opening = node['openingElement'];
        if (isNode(opening) && MARKED_ELEMENTS.includes(nameOf(opening['name']))) {
          visit(opening);
          return;
        }
        break;
      }
      case 'JSXAttribute':
        if (!PROSE_ATTRIBUTES.includes(nameOf(node['name']))) {
          // Handlers and nested elements may still hold texts; a plain string is code.
          const value = node['value'];
          if (isNode(value) && value.type === 'JSXExpressionContainer') visitNested(value);
          return;
        }
        break;
      case 'Property':
        if (isNode(node['value'])) visit(node['value']);
        return;
      case 'JSXText':
      case 'Literal':
        if (typeof node['value'] === 'string') texts.push({ text: node['value'], at: node.start });
        return;
      case 'TemplateElement': {
        const value = node['value'] as { readonly cooked?: unknown };
        if (typeof value.cooked === 'string') texts.push({ text: value.cooked, at: node.start });
        return;
      }
      default:
    }
    visitChildren(node);
  };

  /** In an attribute that is code, only the texts of elements inside it count. */
  const visitNested = (node: Node): void => {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      visit(node);
      return;
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visitNested(child);
    }
  };

  const visitChildren = (node: Node): void => {
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  };

  visitChildren(program as unknown as Node);
  return texts;
}
