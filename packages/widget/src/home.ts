// The list of earlier conversations: a later chunk, because most visitors have none.
export { Home } from './ui/Home.js';
export { homeStyle } from './ui/home-style.js';
