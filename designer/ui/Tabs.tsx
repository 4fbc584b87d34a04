import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import styles from './Tabs.module.css';

export interface TabItem {
  id: string;
  label: string;
  count?: number;
  content: ReactNode;
}

/** Tabs of one page; `value` may come from the address, so that a tab can be linked to. */
export function Tabs({ label, items, value, onChange }: { label: string; items: TabItem[]; value?: string; onChange?: (id: string) => void }) {
  return (
    <AriaTabs className={styles.tabs!} {...(value !== undefined && { selectedKey: value })} {...(onChange && { onSelectionChange: (key) => onChange(String(key)) })}>
      <TabList aria-label={label} className={styles.list!}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab!}>
            {item.label}
            {item.count !== undefined && <span className={styles.count}>{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel!}>{item.content}</TabPanel>
      ))}
    </AriaTabs>
  );
}
