import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load in parts, and a busy machine takes its time to compile them.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
