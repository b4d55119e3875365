import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiArrowDownCircleLine,
  RiStackLine,
  RiToolsLine,
} from '@remixicon/react';
import { Handle, Position } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { countWords, kindWords } from '../itemWords';
import { StandingPills } from '../StandingPills';
import { impactTranslationRef } from '../translation';
import { KindIcon } from './KindIcon';
import styles from './ImpactMap.module.css';
import type { GroupNode, ItemNode } from './visibleGraph';

export type ItemFlowNode = Node<
  {
    node: ItemNode;
    title: string;
    owner: string | undefined;
    assumedDown: boolean;
    dimmed: boolean;
  },
  'item'
>;
export type GroupFlowNode = Node<
  { node: GroupNode; words: string; next: string; dimmed: boolean },
  'pile'
>;

/** Where the lines go in and out; nobody draws relations here. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

/** An item on the map: what it is, whose it is, and how it stands with it. */
const ItemOnMap = memo(({ data, selected }: NodeProps<ItemFlowNode>) => {
  const { node, title, owner, assumedDown, dimmed } = data;
  const { item } = node;
  return (
    <div
      className={styles.node}
      data-standing={item.standing}
      data-down={assumedDown || item.states.includes('down') || undefined}
      data-dimmed={dimmed || undefined}
      data-selected={selected || undefined}
    >
      <Ends />
      <span className={styles.title}>{title}</span>
      <span className={styles.about}>
        <KindIcon kind={item.kind} />
        <span className={styles.words}>
          {[kindWords(item), owner].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={styles.pills}>
        <StandingPills item={item} assumedDown={assumedDown} most={2} />
        {node.folded && <span className={styles.beyond}>+{node.beyond}</span>}
      </span>
    </div>
  );
});

/** Items that are not drawn one by one, until somebody wants them. */
const GroupOnMap = memo(({ data, selected }: NodeProps<GroupFlowNode>) => {
  const { node, words, next, dimmed } = data;
  const { t } = useTranslationRef(impactTranslationRef);
  return (
    <div
      className={`${styles.node} ${styles.group}`}
      data-dimmed={dimmed || undefined}
      data-selected={selected || undefined}
    >
      <Ends />
      <span className={styles.title}>
        <RiStackLine size={14} aria-hidden /> {words}
      </span>
      <span className={styles.about}>
        {node.down > 0 && (
          <span className={styles.sign}>
            <RiArrowDownCircleLine size={14} aria-hidden /> {node.down}{' '}
            {t('standing.down')}
          </span>
        )}
        {node.changing > 0 && (
          <span className={styles.sign}>
            <RiToolsLine size={14} aria-hidden /> {node.changing}{' '}
            {t('standing.changing')}
          </span>
        )}
      </span>
      <span className={styles.open}>{next}</span>
    </div>
  );
});

/** Not `group`: the library has looks of its own for that. */
export const nodeTypes = { item: ItemOnMap, pile: GroupOnMap };

/** A group in words: "37 components". */
export function groupCount(
  node: GroupNode,
  t: Parameters<typeof countWords>[2],
): string {
  return countWords(node.kind, node.count, t);
}
