/** A document to read: its articles in the serif, each with an anchor that dispositions and comments point to. */
import type { DocumentContent } from '../../server/contract/task-data';
import { Markdown } from '../ui/Markdown';
import styles from './documents.module.css';

export function DocumentView({ content, label }: { content: DocumentContent; label: string }) {
  return (
    // It scrolls in itself when long, so the keyboard must reach it.
    <article className={styles.document} aria-label={label} tabIndex={0}>
      <h3 className={styles.title}>{content.title}</h3>
      {content.sections.map((section) => (
        <section key={section.id} id={`bagian-${section.id}`} className={styles.section}>
          {section.heading && <h4>{section.heading}</h4>}
          <Markdown text={section.text} document />
        </section>
      ))}
    </article>
  );
}
