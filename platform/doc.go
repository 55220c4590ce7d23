// Package platform keeps the people: rosters of schools and classes, login
// cards and passwords, the consent of guardians. Start from [Service] and
// [ReadRoster].
package platform
