import type { ReactNode } from 'react';

/** A column of a list of records. */
export interface RecordColumn<T> {
  id: string;
  label: string;
  /** The name by which the server sorts, if it does. */
  sortsBy?: string;
  /** Width in CSS pixels, or a share of what is left such as `1fr`. */
  width: number | `${number}fr`;
  align?: 'right';
  /** The words in it lead to the record's page. */
  isLink?: boolean;
  /** Stays when the list has little room, because a record is open beside it. */
  keepsWhenNarrow?: boolean;
  render: (item: T) => ReactNode;
  /** Stands before the words, outside of the link. */
  before?: (item: T) => ReactNode;
}

/** How a list is sorted. */
export interface ListSort {
  by: string;
  order: 'asc' | 'desc';
}

/** One keyset page as the server answers it. */
export interface ListPage<T> {
  items: T[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/** What a list can hold: anything with an id. */
export interface ListItem {
  id: string;
  /** By either of them a change of the record is noticed; a comment changes the second only. */
  version?: number;
  updatedAt?: string;
}

/** A column that a list may have. */
export interface ColumnChoice {
  key: string;
  label: string;
}
