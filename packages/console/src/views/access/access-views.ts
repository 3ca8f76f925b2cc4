// What happens around signing in and is needed by few at a time: loaded when it is (K126).
export { Enrol } from './Enrol.js';
export { Invite } from './Invite.js';
export { SecondFactorStep } from './SecondFactorStep.js';
export { SignInMore } from './SignInMore.js';
