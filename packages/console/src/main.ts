// Entry of the bundle. The order matters: no-eval is read when schemas are made.
import './no-eval.js';
import { boot } from './boot.js';

const element = document.getElementById('console');
if (element === null) throw new Error('index.html has no #console');
void boot(element);
