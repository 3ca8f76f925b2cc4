// What is seen before somebody is signed in: loaded when nobody is (K126).
export { Setup } from './Setup.js';
export { SignIn } from './SignIn.js';
export { Unclaimed, Unreachable } from './StartProblems.js';
