// The menu of the header and what it opens, a later chunk (W126, W192, W211).
export { Menu } from './ui/Menu.js';
export { menuStyle as style } from './ui/menu-style.js';
