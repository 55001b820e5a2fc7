using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SipIds.Events;
using SipIds.Outputs.Streams;
using SipIds.Packets;

namespace SipIds.Outputs.Batches;

/// <summary>An alert as bytes, in which it waits in a queue: written without an allocation on the packets' way, read where there is time.</summary>
internal static class AlertBytes
{
    private const int Texts = 8;

    /// <summary>The most bytes of one alert.</summary>
    public static readonly int MaxLength = Unsafe.SizeOf<Head>() + (Texts * (sizeof(ushort) + AlertRecord.MaxTextLength));

    /// <summary>Writes an alert and what is known of its packet.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="packet">Its packet.</param>
    /// <param name="place">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(in Alert alert, in SipPacket packet, Span<byte> place)
    {
        MemoryMarshal.Write(place, Head.Of(alert, packet));
        var message = packet.Message;
        var end = Unsafe.SizeOf<Head>();
        Add(alert.Event.Name, place, ref end);
        Add(alert.Event.Text, place, ref end);
        Add(alert.Detail, place, ref end);
        Add(message.IsEmpty ? default : Utf8Text.StartLine(message), place, ref end);
        Add(message.IsEmpty ? default : message.CallId, place, ref end);
        Add(message.IsEmpty ? default : message.From.Uri.Text, place, ref end);
        Add(message.IsEmpty ? default : message.To.Uri.Text, place, ref end);
        Add(message.IsEmpty ? default : message.UserAgent, place, ref end);
        return end;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static AlertRecord Read(ReadOnlySpan<byte> bytes)
    {
        var head = MemoryMarshal.Read<Head>(bytes);
        var rest = bytes[Unsafe.SizeOf<Head>()..];
        return new()
        {
            Time = head.Time,
            Number = head.Number,
            Gid = head.Gid,
            Sid = head.Sid,
            Severity = head.Severity,
            Action = head.Action,
            IsDropped = head.IsDropped,
            WouldDrop = head.WouldDrop,
            NotExcised = head.NotExcised,
            Emergency = head.Emergency,
            Count = head.Count,
            Limit = head.Limit,
            Suppressed = head.Suppressed,
            Since = head.Since,
            Source = head.Source,
            Target = head.Target,
            Origin = head.Origin,
            Accused = head.Accused,
            AccusedProven = head.AccusedProven,
            Transport = head.Transport,
            Event = Take(ref rest),
            Text = Take(ref rest),
            Detail = Take(ref rest),
            StartLine = Take(ref rest),
            CallId = Take(ref rest),
            From = Take(ref rest),
            To = Take(ref rest),
            UserAgent = Take(ref rest),
        };
    }

    private static void Add(string text, Span<byte> place, ref int end)
    {
        Span<byte> bytes = stackalloc byte[AlertRecord.MaxTextLength];
        _ = Encoding.UTF8.TryGetBytes(text, bytes, out var length) || TryGetFirst(text, bytes, out length);
        Add(bytes[..length], place, ref end);
    }

    // A character takes three bytes at the most: so many of them have room.
    private static bool TryGetFirst(string text, Span<byte> bytes, out int length) => Encoding.UTF8.TryGetBytes(text.AsSpan(0, bytes.Length / 3), bytes, out length);

    private static void Add(ReadOnlySpan<byte> text, Span<byte> place, ref int end)
    {
        text = Utf8Text.Cut(text, AlertRecord.MaxTextLength);
        BinaryPrimitives.WriteUInt16LittleEndian(place[end..], (ushort)text.Length);
        text.CopyTo(place[(end + sizeof(ushort))..]);
        end += sizeof(ushort) + text.Length;
    }

    // Bytes that are no UTF-8 become U+FFFD.
    private static string Take(ref ReadOnlySpan<byte> rest)
    {
        var text = rest.Slice(sizeof(ushort), BinaryPrimitives.ReadUInt16LittleEndian(rest));
        rest = rest[(sizeof(ushort) + text.Length)..];
        return Encoding.UTF8.GetString(text);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Head
    {
        public required Timestamp Time { get; init; }

        public required Timestamp Since { get; init; }

        public required long Number { get; init; }

        public required long Count { get; init; }

        public required long Limit { get; init; }

        public required long Suppressed { get; init; }

        public required NetEndpoint Source { get; init; }

        public required NetEndpoint Target { get; init; }

        public required NetEndpoint Origin { get; init; }

        public required NetEndpoint Accused { get; init; }

        public required int Gid { get; init; }

        public required int Sid { get; init; }

        public required Severity Severity { get; init; }

        public required EventAction Action { get; init; }

        public required Transport Transport { get; init; }

        public required bool IsDropped { get; init; }

        public required bool WouldDrop { get; init; }

        public required bool NotExcised { get; init; }

        public required bool Emergency { get; init; }

        public required bool AccusedProven { get; init; }

        public static Head Of(in Alert alert, in SipPacket packet) => new()
        {
            Time = packet.Time,
            Since = alert.Since,
            Number = packet.Number,
            Count = alert.Count,
            Limit = alert.Limit,
            Suppressed = alert.Suppressed,
            Source = packet.Source,
            Target = packet.Target,
            Origin = packet.Origin,
            Accused = alert.Source,
            Gid = alert.Event.Gid,
            Sid = alert.Event.Sid,
            Severity = alert.Severity,
            Action = alert.Action,
            Transport = packet.Transport,
            IsDropped = alert.Verdict is Verdict.Drop,
            WouldDrop = alert.WouldDrop,
            NotExcised = alert.NotExcised,
            Emergency = alert.Emergency,
            AccusedProven = alert.SourceProven,
        };
    }
}
