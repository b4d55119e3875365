import {
  BackstageTypography,
  createUnifiedTheme,
  genPageTheme,
  UnifiedTheme,
  UnifiedThemeOptions,
} from '@backstage/theme';
import { darkPalette, lightPalette } from './palette';

/** The letters of the reader's system, as Backstage UI uses them. */
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Headings a step smaller than Material UI's: pages here are dense. */
const TYPOGRAPHY: BackstageTypography = {
  htmlFontSize: 16,
  fontFamily: FONT,
  h1: { fontSize: 32, fontWeight: 650, marginBottom: 10 },
  h2: { fontSize: 26, fontWeight: 650, marginBottom: 8 },
  h3: { fontSize: 22, fontWeight: 600, marginBottom: 6 },
  h4: { fontSize: 20, fontWeight: 600, marginBottom: 6 },
  h5: { fontSize: 17, fontWeight: 600, marginBottom: 4 },
  h6: { fontSize: 15, fontWeight: 600, marginBottom: 4 },
};

function createTheme(
  palette: UnifiedThemeOptions['palette'],
  header: string,
): UnifiedTheme {
  // One calm header for all pages that still have Material UI's.
  const page = genPageTheme({ colors: [header], shape: 'none' });
  return createUnifiedTheme({
    palette,
    fontFamily: FONT,
    typography: TYPOGRAPHY,
    pageTheme: Object.fromEntries(
      [
        'home',
        'documentation',
        'tool',
        'service',
        'website',
        'library',
        'other',
        'app',
        'apis',
        'card',
      ].map(id => [id, page]),
    ),
    defaultPageTheme: 'home',
    components: {
      BackstageSidebarItem: {
        styleOverrides: {
          // Room for the longest word in whatever letters the reader has: Backstage keeps free what
          // only a line with a counter fills.
          label: { width: 'auto', minWidth: 0, flex: '1 1 0' },
          secondaryAction: {
            '&:empty': { width: 0 },
            '&:not(:empty)': { width: 'auto', minWidth: 32, flex: 'none' },
          },
        },
      },
      MuiBottomNavigationAction: {
        // So that the bar fits the narrowest phones.
        styleOverrides: { root: { minWidth: 48 } },
      },
      MuiTableCell: {
        styleOverrides: {
          // Backstage's cells break words in the middle when a table is narrow.
          root: { wordBreak: 'normal', overflowWrap: 'break-word' },
          head: { wordBreak: 'normal' },
          body: { lineHeight: 1.35 },
        },
      },
    },
  });
}

export const lightTheme = createTheme(lightPalette, '#312e4a');
export const darkTheme = createTheme(darkPalette, '#25232f');
