import type words from './session.id';

/** Signing in. */
export default {
  'signIn.title': 'Sign in',
  'signIn.lead': 'For policy owners, stakeholders and auditors.',
  'signIn.username': 'User name',
  'signIn.password': 'Password',
  'signIn.submit': 'Sign in',
  'signIn.needBoth': 'Enter user name and password.',
  'signIn.next': 'After signing in you return to the page that you opened.',
  'signIn.demo': 'Trial accounts',
  'signIn.demoText': 'Choose one to fill in the user name. The password was printed in the terminal when the server started.',
  'signIn.public': 'The public needs no account.',
  'signIn.publicLink': 'See public consultations',
  'signIn.promise1': 'Drawn',
  'signIn.promise1Text': 'The course of a policy is laid out on a canvas, with its deadlines and roles.',
  'signIn.promise2': 'Carried out',
  'signIn.promise2Text': 'For years if need be, with no step forgotten.',
  'signIn.promise3': 'Proved',
  'signIn.promise3Text': 'Every act is on record, and anyone can check it.',
} satisfies Record<keyof typeof words, string>;
