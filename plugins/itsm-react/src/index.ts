/**
 * Parts that the pages of all practices share.
 *
 * @packageDocumentation
 */
export * from './api/errors';
export * from './api/itsmApiRef';
export * from './api/ItsmQueryProvider';
export * from './api/queryClient';
export * from './api/recordTypes';
export * from './api/useItsmMutation';
export * from './api/useItsmQuery';
export * from './components/fields/EditableProperty';
export * from './components/fields/FieldInput';
export * from './components/fields/FieldValueText';
export * from './components/fields/mayEdit';
export * from './components/fields/PropertyList';
export * from './components/fields/SubmitKeys';
export * from './components/filters/ChoiceFilter';
export * from './components/filters/EntityFilter';
export * from './components/filters/FilterBar';
export * from './components/filters/FilterButton';
export * from './components/filters/SearchBox';
export * from './components/filters/ViewTabs';
export * from './components/Pill';
export * from './components/pickers/EntityPicker';
export * from './components/pickers/useEntityOptions';
export * from './components/PriorityBadge';
export * from './components/record/PageBody';
export * from './components/record/Participants';
export * from './components/record/RecordLayout';
export * from './components/record/RecordLinks';
export * from './components/states/FailureMessage';
export * from './components/states/Message';
export * from './components/states/RefusalAlert';
export * from './components/StatusChip';
export * from './components/table/ListKeysHelp';
export * from './components/table/PageTurner';
export * from './components/table/RecordTable';
export * from './components/table/types';
export * from './components/table/useListKeys';
export * from './components/text/Markdown';
export * from './components/text/RefLabel';
export * from './components/text/RelativeTime';
export * from './components/timeline/CommentBox';
export * from './components/timeline/Timeline';
export * from './components/transitions/fieldsToAsk';
export * from './components/transitions/TransitionBar';
export * from './hooks/focusOnOpen';
export * from './hooks/useDraft';
export * from './hooks/useEntityHref';
export * from './hooks/useMe';
export * from './hooks/useNow';
export * from './hooks/usePageTitle';
export * from './hooks/useRecordHref';
export * from './routing';
export * from './translation';
