/**
 * Shows plain text with a little structure: paragraphs, lists, headings, bold, italics, links. It builds elements, never HTML, so
 * nothing that a person types can run.
 */
import { Fragment, type ReactNode } from 'react';
import { blocksOf, inlineOf, type Inline } from './markdown-parse';
import styles from './Markdown.module.css';

export function Markdown({ text, document }: { text: string; document?: boolean }) {
  return (
    <div className={styles.text} data-document={document || undefined}>
      {blocksOf(text).map((block, index) => {
        switch (block.type) {
          case 'heading':
            return <h3 key={index}>{inline(block.text)}</h3>;
          case 'list': {
            const List = block.ordered ? 'ol' : 'ul';
            return <List key={index}>{block.items.map((item, at) => <li key={at}>{inline(item)}</li>)}</List>;
          }
          case 'paragraph':
            return <p key={index}>{block.lines.map((line, at) => <Fragment key={at}>{at > 0 && <br />}{inline(line)}</Fragment>)}</p>;
        }
      })}
    </div>
  );
}

const inline = (text: string): ReactNode => inlineOf(text).map((part, index) => <InlinePart key={index} part={part} />);

function InlinePart({ part }: { part: Inline }) {
  switch (part.type) {
    case 'text':
      return <>{part.text}</>;
    case 'strong':
      return <strong>{part.text}</strong>;
    case 'em':
      return <em>{part.text}</em>;
    case 'link':
      return <a href={part.href} rel="noopener noreferrer nofollow" target="_blank">{part.text}</a>;
  }
}
