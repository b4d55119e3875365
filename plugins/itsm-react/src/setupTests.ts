import '@testing-library/jest-dom';

// A busy machine takes its time to click through a dialog.
jest.setTimeout(60_000);
