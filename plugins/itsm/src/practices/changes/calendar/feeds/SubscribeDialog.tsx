import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from '@backstage/ui';
import { changeCalendarRoutes } from '@callboard/plugin-itsm-common';
import type { MadeFeed } from '@callboard/plugin-itsm-common';
import { RefusalAlert, useItsmMutation } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { changeCalendarTranslationRef } from '../translation';
import { FeedAddress } from './FeedAddress';
import styles from './Feeds.module.css';
import { FeedList } from './FeedList';

/** What of the page's filters a feed can have. */
export interface FeedOfPage {
  teams: string[];
  services: string[];
  types: string[];
  /** The filters in words; empty if there are none. */
  words: string;
}

/** Makes calendar feeds, shows the address of one the once that it is known, and takes them back. */
export function SubscribeDialog(props: {
  page: FeedOfPage;
  onClose: () => void;
}) {
  const { page, onClose } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const isFiltered = page.words !== '';
  const [name, setName] = useState<string>(t('feeds.default'));
  const [what, setWhat] = useState(isFiltered ? 'filtered' : 'all');
  const [windows, setWindows] = useState(true);
  const [meetings, setMeetings] = useState(true);
  const [made, setMade] = useState<MadeFeed>();
  const make = useItsmMutation(changeCalendarRoutes.makeFeed);
  const submit = () => {
    const { teams, services, types } = page;
    const filters = what === 'filtered' ? { teams, services, types } : {};
    make.mutate(
      { body: { name, windows, meetings, ...filters } as never },
      { onSuccess: setMade },
    );
  };
  return (
    <Dialog isOpen width={600} onOpenChange={open => !open && onClose()}>
      <DialogHeader>{t('feeds.title')}</DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <Text as="p" color="secondary">
            {t('feeds.intro')}
          </Text>
          {made ? (
            <FeedAddress feed={made} />
          ) : (
            <>
              <TextField
                label={t('feeds.name')}
                description={t('feeds.nameHint')}
                value={name}
                onChange={setName}
                isRequired
                maxLength={100}
              />
              {isFiltered && (
                <RadioGroup
                  label={t('feeds.what')}
                  value={what}
                  onChange={setWhat}
                >
                  <Radio value="filtered">
                    {t('feeds.filtered', { filters: page.words })}
                  </Radio>
                  <Radio value="all">{t('feeds.all')}</Radio>
                </RadioGroup>
              )}
              <div className={styles.checks}>
                <Checkbox isSelected={windows} onChange={setWindows}>
                  {t('feeds.windows')}
                </Checkbox>
                <Checkbox isSelected={meetings} onChange={setMeetings}>
                  {t('feeds.meetings')}
                </Checkbox>
              </div>
              <RefusalAlert error={make.error} />
              <div>
                <Button
                  variant="primary"
                  isPending={make.isPending}
                  isDisabled={name.trim() === ''}
                  onPress={submit}
                >
                  {t('feeds.make')}
                </Button>
              </div>
            </>
          )}
          <FeedList />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('feeds.done')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
