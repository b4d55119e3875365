import { palettes } from '@backstage/theme';

/**
 * The colours of Callboard for Material UI: ink and paper, with one lamp. The same colours stand
 * in tokens.css for Backstage UI; a change belongs in both. Text keeps a contrast of at least 4.5
 * on every surface it stands on.
 */
export const lightPalette = {
  ...palettes.light,
  background: { default: '#f6f5f1', paper: '#ffffff' },
  primary: { main: '#3d3a8c' },
  secondary: { main: '#704800' },
  text: { primary: '#1c1b25', secondary: '#5b5966' },
  status: {
    ...palettes.light.status,
    ok: '#167a3e',
    warning: '#b45f06',
    error: '#c62828',
    running: '#3d3a8c',
    aborted: '#6b6975',
  },
  border: '#e3e0d8',
  textSubtle: '#5b5966',
  link: '#3d3a8c',
  linkHover: '#2b2966',
  errorText: '#a61b1b',
  navigation: {
    background: '#211f33',
    indicator: '#f2b84b',
    color: '#c9c6d8',
    selectedColor: '#ffffff',
    navItem: { hoverBackground: '#312e4a' },
    submenu: { background: '#312e4a' },
  },
  pinSidebarButton: { icon: '#211f33', background: '#c9c6d8' },
  tabbar: { indicator: '#3d3a8c' },
};

export const darkPalette = {
  ...palettes.dark,
  background: { default: '#16151c', paper: '#201f29' },
  primary: { main: '#b9b6f9', dark: '#9f9bf0' },
  secondary: { main: '#f2b84b' },
  text: { primary: '#f2f1f7', secondary: '#b0aebd' },
  status: {
    ...palettes.dark.status,
    ok: '#5fd38a',
    warning: '#ffb454',
    error: '#ff7a7a',
    running: '#b9b6f9',
    aborted: '#a3a1b0',
  },
  border: '#3a3847',
  textSubtle: '#b0aebd',
  link: '#b9b6f9',
  linkHover: '#d3d1fc',
  errorBackground: '#3a1416',
  warningBackground: '#3b2606',
  infoBackground: '#20223f',
  errorText: '#ffa8a8',
  infoText: '#c6c9ff',
  warningText: '#ffcf8a',
  highlight: '#4a3d12',
  navigation: {
    background: '#100f17',
    indicator: '#f2b84b',
    color: '#bcb9cb',
    selectedColor: '#ffffff',
    navItem: { hoverBackground: '#25232f' },
    submenu: { background: '#25232f' },
  },
  pinSidebarButton: { icon: '#100f17', background: '#bcb9cb' },
  tabbar: { indicator: '#b9b6f9' },
};
