// The list of earlier conversations: a later chunk, because most visitors have none.
export { Home } from './ui/Home.js';
export { homeStyle as style } from './ui/home-style.js';
