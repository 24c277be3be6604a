import { Children, Fragment, isValidElement, type ComponentProps, type ReactNode } from 'react';

/** A paragraph of prose. */
export function LessonParagraph(props: ComponentProps<'p'>) {
  return (
    <p className="mb-6 max-w-text font-serif text-prose max-md:mb-4 max-md:text-prose-phone" {...props} />
  );
}

/**
 * What stands in a component whose text is one line: MDX makes a paragraph of it when the text has a line of its
 * own, and a paragraph may not stand in a label or a list's line.
 */
export function inlineOf(children: ReactNode): ReactNode {
  return Children.toArray(children).map((child, at) =>
    isValidElement<ComponentProps<'p'>>(child) && child.type === LessonParagraph ? (
      <Fragment key={`line-${at}`}>{child.props.children}</Fragment>
    ) : (
      child
    ),
  );
}
